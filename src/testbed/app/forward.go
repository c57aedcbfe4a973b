package main

import (
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"
)

// forwardTo names the header that says where a forwarder sends a request: an address and port, as the service's 198.18.64.9:9080.
const forwardTo = "X-Forward-To"

// forwarder sends each request on from this pod, with the caller's own Host, method, path, headers and body, so that the pod's sidecar
// routes it as it routes any client's in the mesh. Without an answer it says 502 with x-forward-error, which no proxy of the mesh does.
func forwarder() http.Handler {
	return &httputil.ReverseProxy{
		Transport: &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: 30 * time.Second, DisableCompression: true},
		Rewrite: func(through *httputil.ProxyRequest) {
			to := through.In.Header.Get(forwardTo)
			through.Out.URL = &url.URL{Scheme: "http", Host: to, Path: through.In.URL.Path, RawPath: through.In.URL.RawPath,
				RawQuery: through.In.URL.RawQuery, ForceQuery: through.In.URL.ForceQuery}
			through.Out.Host = through.In.Host
			through.Out.Header.Del(forwardTo)
			if _, told := through.In.Header["User-Agent"]; !told {
				through.Out.Header["User-Agent"] = []string{""}
			}
		},
		ErrorHandler: func(answer http.ResponseWriter, _ *http.Request, err error) {
			answer.Header().Set("x-forward-error", err.Error())
			answer.WriteHeader(http.StatusBadGateway)
		},
	}
}
