package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

// passedOn names the headers of a request that go with it to the services behind: who asks, and what it is called.
var passedOn = []string{"Portal", "X-Request-Id"}

// calls are the services that a server asks, one after the other, before it answers: hotels:8000/hotels, or tcp://mysqldb:3306.
type calls struct {
	places []string
	client *http.Client
}

func callsTo(text string) calls {
	return calls{places: strings.FieldsFunc(text, func(c rune) bool { return c == '+' }),
		client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: 30 * time.Second}}}
}

// ask asks all of them for one request; it ends with the first that does not answer well, or when nobody waits for the request any more.
func (c calls) ask(request *http.Request) error {
	for _, place := range c.places {
		if err := c.one(request, place); err != nil {
			return fmt.Errorf("%s: %w", place, err)
		}
	}
	return nil
}

func (c calls) one(request *http.Request, place string) error {
	if address, plain := strings.CutPrefix(place, "tcp://"); plain {
		return query(request.Context(), address)
	}
	behind, err := http.NewRequestWithContext(request.Context(), http.MethodGet, "http://"+place, nil)
	if err != nil {
		return err
	}
	for _, name := range passedOn {
		if value := request.Header.Get(name); value != "" {
			behind.Header.Set(name, value)
		}
	}
	answer, err := c.client.Do(behind)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err = io.Copy(io.Discard, answer.Body); err == nil && answer.StatusCode >= http.StatusBadRequest {
		err = fmt.Errorf("status %d", answer.StatusCode)
	}
	return err
}

// query asks a database, by a connection of its own.
func query(ctx context.Context, address string) error {
	connection, err := (&net.Dialer{}).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer connection.Close()
	defer context.AfterFunc(ctx, func() { connection.Close() })()
	if _, err = io.WriteString(connection, "query\n"); err != nil {
		return err
	}
	read, err := io.Copy(io.Discard, connection)
	if err == nil && read == 0 {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// database answers each line with so many bytes after a time, and hangs up.
func database(listen string, latency time.Duration, size int) error {
	door, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	for {
		connection, err := door.Accept()
		if err != nil {
			return err
		}
		go serve(connection, latency, size)
	}
}

func serve(connection net.Conn, latency time.Duration, size int) {
	defer connection.Close()
	if _, err := bufio.NewReader(connection).ReadString('\n'); err != nil {
		return
	}
	time.Sleep(latency)
	if _, err := io.WriteString(connection, strings.Repeat("x", size)); err != nil {
		log.Print(err)
	}
}
