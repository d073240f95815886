// Package time is a part of Go's own in a copy that run.sh makes: time.Now is then earlier by clockSetBack.
package time

import "syscall"

// clockSetBack is in seconds. This package cannot use strconv, which uses it.
var clockSetBack = func() (seconds int64) {
	text, _ := syscall.Getenv("CLOCK_SET_BACK")
	for _, digit := range []byte(text) {
		seconds = seconds*10 + int64(digit-'0')
	}
	return seconds
}()
