package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import java.util.Collection;

/**
 * What Istio's proxies count.
 *
 * @param reporter whose telemetry counts: {@code destination}, or {@code waypoint} in ambient meshes
 */
record IstioTelemetry(String reporter) implements Telemetry {
    @Override
    public String requests() {
        return "istio_requests_total";
    }

    @Override
    public String latencies() {
        return "istio_request_duration_milliseconds";
    }

    @Override
    public String workload(Population population) {
        return workloadLabel() + "=" + Questions.quoted(population.workload()) + "," + namespaceLabel() + "="
                + Questions.quoted(population.namespace());
    }

    @Override
    public String selector(Population population) {
        return "reporter=" + Questions.quoted(reporter) + "," + workload(population);
    }

    @Override
    public String selector(String namespace, Collection<String> workloads) {
        return "reporter=" + Questions.quoted(reporter) + "," + workloadLabel() + "=~" + Questions.anyOf(workloads)
                + "," + namespaceLabel() + "=" + Questions.quoted(namespace);
    }

    @Override
    public String workloadLabel() {
        return "destination_workload";
    }

    @Override
    public String namespaceLabel() {
        return "destination_workload_namespace";
    }

    /** Whether a series is one that counts: the same choice as {@link #selector}. */
    boolean tells(Sample sample, Population population) {
        return sample.label("reporter").equals(reporter)
                && sample.label(workloadLabel()).equals(population.workload())
                && sample.label(namespaceLabel()).equals(population.namespace());
    }

    @Override
    public String words(Population population) {
        return "workload " + population.workload() + " in namespace " + population.namespace();
    }

    @Override
    public String none() {
        return "it has had no request in the last minutes, its name is different, or its proxies are not scraped";
    }

    @Override
    public String nobody() {
        return "check the name of the Deployment, its sidecar, and that its pods are scraped";
    }

    @Override
    public String scraped() {
        return "the mesh's proxies (path /stats/prometheus)";
    }
}
