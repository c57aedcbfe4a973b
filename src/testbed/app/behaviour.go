package main

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A behaviour is written as word=value pairs with commas between them:
//
//	errors=0.05     share of requests that fail, by chance (the same chances at each start: seed)
//	every=20        exactly each 20th request fails
//	status=503      status of those that fail; 500 unless told
//	latency=20ms    how long each request takes
//	stalls=0.1      share of requests that take 2 s longer
//	size=1000       bytes of the body
//	start=5s        not ready, and not listening to health checks, so long after the start
//	never=true      never ready
//	crash-at=100    ends with exit code 1 instead of answering request 100
//	crash-after=5s  ends with exit code 1 so long after its start
//	seed=7          of the chances
type behaviour struct {
	errors, stalls          float64
	every, crashAt          int
	status, size            int
	latency, start, crashIn time.Duration
	never                   bool
	seed                    uint64
}

const stall = 2 * time.Second

func parse(text string) (behaviour, error) {
	read := behaviour{status: http.StatusInternalServerError, size: 64, seed: 1}
	for _, pair := range strings.Split(text, ",") {
		if pair = strings.TrimSpace(pair); pair == "" {
			continue
		}
		word, value, _ := strings.Cut(pair, "=")
		if err := read.set(word, value); err != nil {
			return read, fmt.Errorf("behaviour %q: %w", pair, err)
		}
	}
	return read, nil
}

func (b *behaviour) set(word, value string) (err error) {
	switch word {
	case "errors":
		b.errors, err = share(value)
	case "stalls":
		b.stalls, err = share(value)
	case "every":
		b.every, err = strconv.Atoi(value)
	case "crash-at":
		b.crashAt, err = strconv.Atoi(value)
	case "status":
		b.status, err = strconv.Atoi(value)
	case "size":
		b.size, err = strconv.Atoi(value)
	case "latency":
		b.latency, err = time.ParseDuration(value)
	case "start":
		b.start, err = time.ParseDuration(value)
	case "crash-after":
		b.crashIn, err = time.ParseDuration(value)
	case "never":
		b.never, err = strconv.ParseBool(value)
	case "seed":
		b.seed, err = strconv.ParseUint(value, 10, 64)
	default:
		err = fmt.Errorf("no such word")
	}
	return err
}

func share(text string) (float64, error) {
	value, err := strconv.ParseFloat(text, 64)
	if err == nil && (value < 0 || value > 1) {
		err = fmt.Errorf("a share is 0 to 1")
	}
	return value, err
}

// reply is what one request gets.
type reply struct {
	status  int
	latency time.Duration
	crash   bool
}

// reply decides for the n-th request since this behaviour began, counted from 1.
func (b behaviour) reply(n int, chances *rand.Rand) reply {
	answer := reply{status: http.StatusOK, latency: b.latency, crash: b.crashAt > 0 && n >= b.crashAt}
	if chances.Float64() < b.errors || b.every > 0 && n%b.every == 0 {
		answer.status = b.status
	}
	if chances.Float64() < b.stalls {
		answer.latency += stall
	}
	return answer
}
