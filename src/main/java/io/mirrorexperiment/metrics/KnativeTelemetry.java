package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import java.util.Collection;

/**
 * What the proxy beside each container of a Knative revision counts of the requests that the container answered, copies among them.
 *
 * @see <a href="https://knative.dev/docs/serving/observability/metrics/serving-metrics/">Knative: Serving metrics, queue proxy</a>
 */
record KnativeTelemetry() implements Telemetry {
    private static final String PORT = "port http-usermetric, 9091";

    @Override
    public String reporter() {
        return MetricsSystem.QUEUE_PROXY;
    }

    @Override
    public String requests() {
        return latencies() + "_count";
    }

    @Override
    public String latencies() {
        return "revision_app_request_latencies";
    }

    @Override
    public String workload(Population population) {
        return workloadLabel() + "=" + Questions.quoted(population.workload()) + "," + namespaceLabel() + "="
                + Questions.quoted(population.namespace());
    }

    @Override
    public String selector(String namespace, Collection<String> workloads) {
        return workloadLabel() + "=~" + Questions.anyOf(workloads) + "," + namespaceLabel() + "="
                + Questions.quoted(namespace);
    }

    @Override
    public String workloadLabel() {
        return "revision_name";
    }

    @Override
    public String namespaceLabel() {
        return "namespace_name";
    }

    /** There is one reporter, and its series do not name it. */
    @Override
    public String selector(Population population) {
        return workload(population);
    }

    @Override
    public String words(Population population) {
        return "revision " + population.workload() + " in namespace " + population.namespace();
    }

    @Override
    public String none() {
        return "it has had no request in the last minutes, or its pods are not scraped (" + PORT + ")";
    }

    @Override
    public String nobody() {
        return "check that its pods are scraped (" + PORT + "), and that Knative's ConfigMap config-observability has"
                + " metrics.request-metrics-backend-destination: prometheus";
    }

    @Override
    public String scraped() {
        return "the revisions' pods (" + PORT + ")";
    }
}
