// Package lines talks to the comparison: the keys on the first line, a token on each further one, an answer to each.
package lines

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
)

// Answer is what the asked code says. Bytes cross as base64, since a body repeats a token that need not be UTF-8.
type Answer struct {
	// From and To are Unix nanoseconds just before and after the code was asked: it reads the clock itself.
	From int64 `json:"from"`
	To   int64 `json:"to"`
	// Status and Body are a middleware's.
	Status int    `json:"status,omitempty"`
	Body   []byte `json:"body,omitempty"`
	// Stage is where a verifier stopped: parse, key, verify or taken.
	Stage string `json:"stage,omitempty"`
	// Key is the API key that a verifier read.
	Key string `json:"key,omitempty"`
	// Error is what a verifier says of a token that it refuses.
	Error []byte `json:"error,omitempty"`
	// Identity, Video and SIP are what a verifier hands on of a token that it takes.
	Identity string `json:"identity,omitempty"`
	Video    any    `json:"video,omitempty"`
	SIP      any    `json:"sip,omitempty"`
}

// Serve asks for every token of standard input and prints the answers in the same order, until the input ends.
func Serve(prepare func(keys map[string]string) func(token string) Answer) {
	if err := serve(prepare); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve(prepare func(keys map[string]string) func(token string) Answer) error {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	first, err := in.ReadBytes('\n')
	if err != nil {
		return err
	}
	var keys map[string]string
	if err := json.Unmarshal(first, &keys); err != nil {
		return err
	}
	ask := prepare(keys)
	encoder := json.NewEncoder(out)
	for {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		token, err := base64.StdEncoding.DecodeString(string(line[:len(line)-1]))
		if err != nil {
			return err
		}
		from := time.Now().UnixNano()
		answer := ask(string(token))
		answer.From, answer.To = from, time.Now().UnixNano()
		if err := encoder.Encode(answer); err != nil {
			return err
		}
		// The other side waits for the answers to what it has sent so far.
		if in.Buffered() == 0 {
			if err := out.Flush(); err != nil {
				return err
			}
		}
	}
}
