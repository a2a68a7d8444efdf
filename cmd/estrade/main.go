// Estrade finds who spoke where in the press releases of French prefectures.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// version is set at release with -ldflags "-X main.version=…".
var version = "0.1.0-dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Exit codes.
const (
	exitOK      = 0
	exitFailure = 1
	exitUsage   = 2
)

// usageError is an error of the command line: it ends the program with exitUsage.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// reportedError is a failure whose parts have already been told, one by one.
type reportedError struct{ error }

func (e reportedError) Unwrap() error { return e.error }

// run is the program without its process.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	var usage usageError
	var reported reportedError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "estrade: %v\n", err)
		fmt.Fprintf(stderr, "Try '%s --help'.\n", cmd.CommandPath())
		return exitUsage
	case errors.As(err, &reported):
		return exitFailure
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "estrade: interrupted")
		return exitFailure
	default:
		fmt.Fprintf(stderr, "estrade: %v\n", err)
		return exitFailure
	}
}
