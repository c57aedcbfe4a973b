package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
)

// controls is the side door of a server:
//
//	GET  /ready       200 or 503, for the kubelet
//	POST /behaviour   the body replaces the behaviour from the next request on; empty: the best one
//	GET  /log?since=N the requests that ended, from number N on (counted from 0), as a JSON array
//	GET  /under-way   how many requests have begun but not ended
func controls(app *server) http.Handler {
	doors := http.NewServeMux()
	doors.HandleFunc("GET /ready", func(answer http.ResponseWriter, _ *http.Request) {
		if !app.isReady() {
			answer.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	doors.HandleFunc("POST /behaviour", func(answer http.ResponseWriter, request *http.Request) {
		text, err := io.ReadAll(request.Body)
		if err != nil {
			http.Error(answer, err.Error(), http.StatusBadRequest)
			return
		}
		acts, err := parse(string(text))
		if err != nil {
			http.Error(answer, err.Error(), http.StatusBadRequest)
			return
		}
		app.behave(acts)
	})
	doors.HandleFunc("GET /log", func(answer http.ResponseWriter, request *http.Request) {
		since, err := strconv.Atoi(request.URL.Query().Get("since"))
		if err != nil {
			since = 0
		}
		answer.Header().Set("content-type", "application/json")
		_ = json.NewEncoder(answer).Encode(app.logged(since))
	})
	doors.HandleFunc("GET /under-way", func(answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(answer, app.underWay())
	})
	return doors
}
