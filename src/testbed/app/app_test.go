package main

import (
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func chances() *rand.Rand { return rand.New(rand.NewPCG(1, 1)) }

func TestEveryNthRequestFailsExactly(t *testing.T) {
	acts, err := parse("every=20,status=503")
	if err != nil {
		t.Fatal(err)
	}
	failed := 0
	for n := 1; n <= 100; n++ {
		if acts.reply(n, chances()).status == http.StatusServiceUnavailable {
			failed++
		}
	}
	if failed != 5 {
		t.Fatalf("%d of 100 failed", failed)
	}
}

func TestAnUnknownWordIsAMistake(t *testing.T) {
	for _, text := range []string{"error=1", "errors=2", "latency=fast"} {
		if _, err := parse(text); err == nil {
			t.Errorf("%s was accepted", text)
		}
	}
}

func TestTheLogTellsWhoGotWhat(t *testing.T) {
	acts, _ := parse("")
	app := newServer("reviews-v1", "1.0", acts)
	request := httptest.NewRequest("GET", "/reviews/0?a=1", strings.NewReader(""))
	request.Header.Set("x-request-id", "one")
	answer := httptest.NewRecorder()
	app.ServeHTTP(answer, request)
	if answer.Header().Get("x-served-by") != "reviews-v1" {
		t.Error(answer.Header())
	}
	lines := app.logged(0)
	if len(lines) != 1 || lines[0].ID != "one" || lines[0].Path != "/reviews/0?a=1" || len(app.logged(1)) != 0 {
		t.Error(lines)
	}
}

func TestAForwarderKeepsTheHostOfTheCaller(t *testing.T) {
	far := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		answer.Header().Set("saw", request.Host+" "+request.URL.RequestURI()+" "+request.Header.Get(forwardTo)+".")
	}))
	defer far.Close()
	request := httptest.NewRequest("GET", "/a%2Fb?c=d", nil)
	request.Host = "reviews:9080"
	request.Header.Set(forwardTo, strings.TrimPrefix(far.URL, "http://"))
	answer := httptest.NewRecorder()
	forwarder().ServeHTTP(answer, request)
	if saw := answer.Header().Get("saw"); saw != "reviews:9080 /a%2Fb?c=d ." {
		t.Error(saw)
	}
}

func TestAServiceIsFoundByTheNameInTheHost(t *testing.T) {
	t.Setenv("REVIEWS_SERVICE_HOST", "198.18.64.9")
	request := httptest.NewRequest("GET", "/", nil)
	for _, host := range []string{"reviews:9080", "reviews.default.svc.cluster.local:9080"} {
		request.Host = host
		if to := destination(request); to != "198.18.64.9:9080" {
			t.Error(host, to)
		}
	}
}

func TestAServerAsksTheServicesBehindItAndPassesOnWhoAsks(t *testing.T) {
	portal := ""
	behind := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) { portal = request.Header.Get("portal") }))
	defer behind.Close()
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer door.Close()
	go func() {
		connection, err := door.Accept()
		if err == nil {
			serve(connection, 0, 10)
		}
	}()
	acts, _ := parse("")
	app := newServer("travels-v1", "1.0", acts)
	app.calls = callsTo(strings.TrimPrefix(behind.URL, "http://") + "/hotels+tcp://" + door.Addr().String())
	request := httptest.NewRequest("GET", "/travels/Paris", nil)
	request.Header.Set("portal", "voyages.fr")
	answer := httptest.NewRecorder()
	app.ServeHTTP(answer, request)
	if answer.Code != http.StatusOK || portal != "voyages.fr" {
		t.Error(answer.Code, portal, answer.Header())
	}
	behind.Close()
	answer = httptest.NewRecorder()
	app.ServeHTTP(answer, request)
	if answer.Code != http.StatusBadGateway || answer.Header().Get("x-call-error") == "" {
		t.Error(answer.Code, answer.Header())
	}
}
