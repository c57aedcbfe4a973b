// Command app is the server in the test bed's pods, and the client that stands for the callers in the mesh.
//
//	app server [-version 1.0] [-behaviour errors=0.05,status=503] [-calls hotels:8000/hotels+tcp://mysqldb:3306] [-listen :9080] [-control :9081] [-drain 6s]
//	app forward [-listen :9090] [-control :9081]
//	app database [-listen :3306] [-latency 4ms] [-size 2000]
//
// A server answers every path with 200 unless its behaviour says otherwise (the words are in behaviour.go). The image's entry point
// carries the behaviour, so that a Deployment that only differs in its image behaves differently. Its control port is for tests and the
// kubelet, not for the mesh (control.go). A forwarder sends what it gets on, from inside its pod (forward.go). A server may ask other
// services before it answers, and a database over plain TCP (calls.go).
package main

import (
	"context"
	"errors"
	"flag"
	"log"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) < 2 {
		log.Fatal("usage: app server|forward|database [flags]")
	}
	flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	control := flags.String("control", ":9081", "where to listen for tests and probes")
	switch os.Args[1] {
	case "server":
		listen := flags.String("listen", ":9080", "where to serve")
		version := flags.String("version", "", "what the header x-version says")
		text := flags.String("behaviour", "", "how to behave, as errors=0.05,status=503")
		behind := flags.String("calls", "", "what to ask before each answer, with + between")
		drain := flags.Duration("drain", 6*time.Second, "how long to go on serving after SIGTERM")
		_ = flags.Parse(os.Args[2:])
		behaviour, err := parse(*text)
		if err != nil {
			log.Fatal(err)
		}
		app := newServer(workload(), *version, behaviour)
		app.calls = callsTo(*behind)
		run(*drain, &http.Server{Addr: *listen, Handler: app}, &http.Server{Addr: *control, Handler: controls(app)})
	case "forward":
		listen := flags.String("listen", ":9090", "where to take requests")
		_ = flags.Parse(os.Args[2:])
		run(0, &http.Server{Addr: *listen, Handler: forwarder()}, &http.Server{Addr: *control, Handler: http.HandlerFunc(ready)})
	case "database":
		listen := flags.String("listen", ":3306", "where to take connections")
		latency := flags.Duration("latency", 0, "how long each answer takes")
		size := flags.Int("size", 64, "bytes of an answer")
		_ = flags.Parse(os.Args[2:])
		log.Fatal(database(*listen, *latency, *size))
	default:
		log.Fatalf("there is no %q; use server, forward or database", os.Args[1])
	}
}

func ready(answer http.ResponseWriter, _ *http.Request) { answer.WriteHeader(http.StatusOK) }

// workload is the name of the Deployment: a pod's name without the ReplicaSet's and the pod's own endings.
func workload() string {
	if name := os.Getenv("WORKLOAD"); name != "" {
		return name
	}
	host, _ := os.Hostname()
	parts := strings.Split(host, "-")
	if len(parts) < 3 {
		return host
	}
	return strings.Join(parts[:len(parts)-2], "-")
}

// run serves until SIGTERM, then for drain more, because proxies learn only later that this pod is leaving; then it lets what is under
// way end.
func run(drain time.Duration, servers ...*http.Server) {
	ended := make(chan error, len(servers))
	for _, server := range servers {
		go func() { ended <- server.ListenAndServe() }()
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	select {
	case err := <-ended:
		log.Fatal(err)
	case <-stop:
	}
	time.Sleep(drain)
	patience, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for _, server := range servers {
		if err := server.Shutdown(patience); err != nil && !errors.Is(err, http.ErrServerClosed) {
			log.Print(err)
		}
	}
}
