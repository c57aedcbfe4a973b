package main

import (
	"encoding/json"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

// line is what the access log says of one request, and what a test reads back.
type line struct {
	N         int       `json:"n"`
	Time      time.Time `json:"time"`
	ID        string    `json:"id"`
	Method    string    `json:"method"`
	Path      string    `json:"path"`
	Authority string    `json:"authority"`
	Status    int       `json:"status"`
	Millis    int64     `json:"millis"`
	// Headers holds what a route may have added: all that the request carried.
	Headers http.Header `json:"headers"`
}

type server struct {
	workload, version string
	calls             calls

	mu      sync.Mutex
	acts    behaviour
	since   time.Time // when acts began
	served  int       // requests since then
	begun   int       // requests since the process started
	chances *rand.Rand
	lines   []line // ended requests since the process started, in the order of their ends
}

func newServer(workload, version string, acts behaviour) *server {
	created := &server{workload: workload, version: version}
	created.behave(acts)
	return created
}

// behave replaces the behaviour; chances and counts begin anew.
func (s *server) behave(acts behaviour) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.acts, s.since, s.served = acts, time.Now(), 0
	s.chances = rand.New(rand.NewPCG(acts.seed, acts.seed))
	if acts.crashIn > 0 {
		began := s.since
		time.AfterFunc(acts.crashIn, func() { s.crash(began) })
	}
}

// crash ends the process unless another behaviour has begun.
func (s *server) crash(began time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.since.Equal(began) {
		os.Exit(1)
	}
}

// isReady tells a kubelet whether this pod may have traffic.
func (s *server) isReady() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.acts.never && time.Since(s.since) >= s.acts.start
}

func (s *server) next() (reply, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.served++
	s.begun++
	return s.acts.reply(s.served, s.chances), s.acts.size
}

// ServeHTTP answers any path of the service.
func (s *server) ServeHTTP(answer http.ResponseWriter, request *http.Request) {
	began := time.Now()
	_, _ = io.Copy(io.Discard, request.Body)
	decided, size := s.next()
	if decided.crash {
		os.Exit(1)
	}
	time.Sleep(decided.latency)
	if err := s.calls.ask(request); err != nil && decided.status == http.StatusOK {
		answer.Header().Set("x-call-error", err.Error())
		decided.status = http.StatusBadGateway
	}
	answer.Header().Set("x-served-by", s.workload)
	answer.Header().Set("x-version", s.version)
	answer.WriteHeader(decided.status)
	_, _ = io.WriteString(answer, strings.Repeat("x", size))
	s.log(line{Time: began, ID: request.Header.Get("x-request-id"), Method: request.Method, Path: request.RequestURI,
		Authority: request.Host, Status: decided.status, Millis: time.Since(began).Milliseconds(), Headers: request.Header})
}

func (s *server) log(ended line) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ended.N = len(s.lines)
	s.lines = append(s.lines, ended)
	_ = json.NewEncoder(os.Stdout).Encode(ended)
}

// underWay counts the requests that have begun but not ended.
func (s *server) underWay() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.begun - len(s.lines)
}

// logged copies the lines from number n on.
func (s *server) logged(n int) []line {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n < 0 || n > len(s.lines) {
		n = len(s.lines)
	}
	return append([]line{}, s.lines[n:]...)
}
