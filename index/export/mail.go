package export

import (
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"
)

// Message is a mail of plain text (RFC 5322 with MIME), ready to be sent by
// whatever sends mail.
type Message struct {
	From, To *mail.Address
	Subject  string
	Date     time.Time
	Body     string // in UTF-8, lines ended by LF
}

// Write writes the message, lines ended by CRLF. The message ID is made of its
// contents, so that the same message has the same one.
func (m Message) Write(w io.Writer) error {
	host := "localhost"
	if _, h, ok := strings.Cut(m.From.Address, "@"); ok {
		host = h
	}
	id := strings.TrimPrefix(urn("mail", m.To.String(), m.Subject, m.Date.UTC().Format(time.RFC3339Nano), m.Body), "urn:uuid:")
	subject := mime.QEncoding.Encode("utf-8", strings.Join(strings.Fields(m.Subject), " ")) // no line of its own making
	if strings.HasPrefix(subject, "=?") {
		// Encoded words have up to 75 characters, each on a line of its own.
		subject = "\r\n " + strings.ReplaceAll(subject, "?= =?", "?=\r\n =?")
	}
	for _, line := range [...]string{
		"From: " + m.From.String(),
		"To: " + m.To.String(),
		"Subject: " + subject,
		"Date: " + m.Date.Format(time.RFC1123Z),
		"Message-ID: <" + id + "@" + host + ">",
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=utf-8",
		"Content-Transfer-Encoding: quoted-printable",
		"Auto-Submitted: auto-generated",
		"",
	} {
		if _, err := fmt.Fprintf(w, "%s\r\n", line); err != nil {
			return err
		}
	}
	body := quotedprintable.NewWriter(w)
	if _, err := io.WriteString(body, strings.ReplaceAll(m.Body, "\n", "\r\n")); err != nil {
		return err
	}
	return body.Close()
}
