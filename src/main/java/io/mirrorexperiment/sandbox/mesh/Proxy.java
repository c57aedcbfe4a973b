package io.mirrorexperiment.sandbox.mesh;

/**
 * The one Envoy of a pod, as far as its directions share it: who it is, its log, its metrics, its connections and clusters.
 *
 * @param labels the pod's
 */
record Proxy(
        Peer self,
        java.util.Map<String, String> labels,
        Fabric fabric,
        LogBook log,
        MetricBook metrics,
        Caller caller,
        Backends backends)
        implements AutoCloseable {
    /** The port of a pod at which its agent shows what there is to scrape. */
    static final int STATUS_PORT = 15020;

    /** And its path. */
    static final String STATS = "/stats/prometheus";

    static Proxy of(Peer self, java.util.Map<String, String> labels, Fabric fabric) {
        return new Proxy(
                self,
                labels,
                fabric,
                new LogBook(fabric.options().clock()),
                new MetricBook(),
                new Caller(),
                new Backends(fabric.endpoints()));
    }

    AccessLog accessLog() {
        return new AccessLog(log, fabric.options().clock());
    }

    /** What an agent shows of every proxy, also of one that has counted nothing yet. */
    static final String BUILD = "# TYPE istio_build gauge\nistio_build{component=\"proxy\",tag=\"sandbox\"} 1\n";

    /** Where its metrics are read. */
    Door statsDoor() {
        return Door.open("stats-" + self.workload(), request -> {
            boolean known = request.plainPath().equals(STATS);
            return known ? exposition(metrics) : Answer.text(404, "Metrics are at " + STATS + "\n");
        });
    }

    /** What a scrape reads. */
    static Answer exposition(MetricBook book) {
        return new Answer(
                200,
                Fields.of("content-type", "text/plain; version=0.0.4; charset=utf-8"),
                Payload.of(book.exposition()));
    }

    @Override
    public void close() {
        caller.close();
    }
}
