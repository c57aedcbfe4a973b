package io.mirrorexperiment.sandbox.mesh;

/**
 * Knative's proxy in each of its pods: passes requests on to the application and counts them, twice, as
 * {@code revision_request_*} and {@code revision_app_request_*} (pkg/queue/request_metric.go, 0.24). Labels and buckets are
 * those of its Prometheus exporter, latencies are whole milliseconds.
 */
final class QueueProxy implements Door.Visitor {
    private static final double[] EDGES = {
        5, 10, 20, 40, 60, 80, 100, 150, 200, 250, 300, 350, 400, 450, 500, 600, 700, 800, 900, 1000, 2000, 5000, 10000,
        20000, 50000, 100000
    };

    private final String pod;
    private final RevisionName name;
    private final RevisionDemand demand;
    private final Door.Visitor app;
    private final MetricBook book = new MetricBook();

    QueueProxy(String pod, RevisionName name, RevisionDemand demand, Door.Visitor app) {
        this.pod = pod;
        this.name = name;
        this.demand = demand;
        this.app = app;
    }

    @Override
    public Answer answer(Request request) {
        long from = System.nanoTime();
        demand.enter(name.namespace(), name.revision());
        try {
            Answer answer = app.answer(request);
            count(answer.status(), (System.nanoTime() - from) / 1_000_000);
            return answer;
        } finally {
            demand.leave(name.namespace(), name.revision());
        }
    }

    private void count(int status, long millis) {
        String own = labels(status, "");
        book.count("revision_app_request_count", own);
        book.observe("revision_app_request_latencies", own, (double) millis, EDGES);
        String routed = labels(status, "DISABLED");
        book.count("revision_request_count", routed);
        book.observe("revision_request_latencies", routed, (double) millis, EDGES);
    }

    /** In the order of the alphabet, as the exporter writes them. */
    private String labels(int status, String routeTag) {
        Labels labels = new Labels()
                .put("configuration_name", name.configuration())
                .put("container_name", RevisionName.QUEUE)
                .put("namespace_name", name.namespace())
                .put("pod_name", pod)
                .put("response_code", String.valueOf(status))
                .put("response_code_class", status / 100 + "xx")
                .put("revision_name", name.revision());
        if (!routeTag.isEmpty()) {
            labels.put("route_tag", routeTag);
        }
        return labels.put("service_name", name.service().isEmpty() ? "unknown" : name.service())
                .toString();
    }

    /** Where its metrics for users are read: port {@code http-usermetric}. */
    Door metricsDoor() {
        return Door.open("queue-metrics-" + pod, request -> {
            boolean known = request.plainPath().equals("/metrics");
            return known ? Proxy.exposition(book) : Answer.text(404, "404 page not found\n");
        });
    }
}
