package io.mirrorexperiment.cli;

import static io.mirrorexperiment.cli.CommentedYaml.plain;
import static io.mirrorexperiment.cli.CommentedYaml.quoted;
import static io.mirrorexperiment.cli.CommentedYaml.rounded;
import static io.mirrorexperiment.cli.CommentedYaml.time;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.run.Proposal;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Writes where evidence is and what it is held against: the metrics and the objectives of a first spec. Pure but for the lines it adds.
 *
 * @param spec what it says
 * @param yaml where it is written
 */
record FirstSpecEvidence(FirstSpec spec, CommentedYaml yaml) {
    void write() {
        metrics();
        objectives();
    }

    private void metrics() {
        FirstSpec.Metrics metrics = spec.metrics();
        String found = metrics.found().isEmpty() ? "" : "Found as Service " + metrics.found() + ". ";
        yaml.comment(found + "Prometheus has live's requests, which of them failed, and " + edges() + ".");
        String reporter = metrics.reporter().equals("destination") ? "" : ", reporter: " + metrics.reporter();
        yaml.line("  metrics: {prometheus: {url: " + quoted(metrics.url()) + reporter + "}}");
    }

    private String edges() {
        List<Bucket> finite = spec.seen().totals().latency().buckets().stream()
                .filter(bucket -> Double.isFinite(bucket.upperEdge()))
                .toList();
        return finite.isEmpty()
                ? "no histogram of its latency"
                : "its latency, with edges from " + plain(finite.get(0).upperEdge()) + " to "
                        + plain(finite.get(finite.size() - 1).upperEdge()) + " ms";
    }

    private void objectives() {
        Totals live = spec.seen().totals();
        yaml.comment(
                "In the last " + time(spec.seen().window()) + " live had " + count(live.requests()) + ", " + live.bad()
                        + " of them failed (" + rounded(100.0 * (double) live.bad() / (double) live.requests())
                        + " %). The limit is the strictest of 0.01, 0.02, 0.05 and so on that leaves live twice what it shows"
                        + " and that the traffic decides in time.");
        yaml.line("  objectives:");
        yaml.line(
                "  - {metric: error-rate, upperLimit: " + plain(spec.proposal().errorRate()) + "}");
        latency(spec.proposal());
        yaml.comment(
                "There are others, such as {metric: latency-mean, upperLimit: 50}, or with accessLogs: {from: pods} under"
                        + " metrics {metric: error-rate, maxIncreaseVsLive: 0.005}: mirror-experiment explain objectives");
    }

    private void latency(Proposal proposal) {
        if (proposal.latency().isEmpty()) {
            yaml.comment("No limit of latency-p95 is proposed: " + whyNoLatency(proposal.p95()) + ".");
            return;
        }
        yaml.comment(
                "19 of 20 live requests took at most " + plain(proposal.p95().orElseThrow())
                        + " ms. The limit is an edge of the histogram, from twice that on.");
        yaml.line("  - {metric: latency-p95, upperLimit: "
                + plain(proposal.latency().orElseThrow()) + "}");
    }

    private String whyNoLatency(OptionalDouble p95) {
        if (p95.isPresent()) {
            return "the histogram has no edge from twice what live shows on";
        }
        return spec.seen().totals().latency().buckets().isEmpty()
                ? "the metrics system has no histogram of live's latency"
                : "the histogram tells too little of what live shows";
    }

    private static String count(long requests) {
        return requests == 1 ? "1 request" : String.format(Locale.ROOT, "%,d requests", requests);
    }
}
