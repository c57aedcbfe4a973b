package main

import (
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"strings"
	"time"
)

// forwardTo names the header that says where a forwarder sends a request: an address and port, as the service's 198.18.64.9:9080. Without
// it the request goes to the Service that its Host names, if that stood in the namespace before this pod.
const forwardTo = "X-Forward-To"

func destination(request *http.Request) string {
	if to := request.Header.Get(forwardTo); to != "" {
		return to
	}
	host, port, err := net.SplitHostPort(request.Host)
	if err != nil {
		host, port = request.Host, "80"
	}
	name, _, _ := strings.Cut(host, ".")
	return net.JoinHostPort(os.Getenv(strings.ToUpper(strings.ReplaceAll(name, "-", "_"))+"_SERVICE_HOST"), port)
}

// forwarder sends each request on from this pod, with the caller's own Host, method, path, headers and body, so that the pod's sidecar
// routes it as it routes any client's in the mesh. Without an answer it says 502 with x-forward-error, which no proxy of the mesh does.
func forwarder() http.Handler {
	return &httputil.ReverseProxy{
		Transport: &http.Transport{MaxIdleConnsPerHost: 256, IdleConnTimeout: 30 * time.Second, DisableCompression: true},
		Rewrite: func(through *httputil.ProxyRequest) {
			through.Out.URL = &url.URL{Scheme: "http", Host: destination(through.In), Path: through.In.URL.Path, RawPath: through.In.URL.RawPath,
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
