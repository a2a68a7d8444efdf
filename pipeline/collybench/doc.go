// Package collybench compares a crawl with one by colly. It is a module of its
// own, so that colly is no dependency of the program; see the benchmark.
package collybench
