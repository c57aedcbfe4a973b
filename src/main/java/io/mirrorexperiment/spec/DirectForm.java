package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Direct;
import io.mirrorexperiment.experiment.MetricsSystem.Errors;
import java.time.Duration;
import java.util.Optional;

/** Where evidence is found in the pods themselves. */
final class DirectForm {
    private static final int SIDECAR = 15020;
    private static final String EXPOSITION = "/stats/prometheus";

    private static final Form<Direct> VIA =
            Choice.of(Direct.API_SERVER.word(), Direct.API_SERVER).or(Direct.NETWORK.word(), Direct.NETWORK);
    private static final Form<String> PATH_OF_URL = Text.matching(
            512,
            "/[-A-Za-z0-9._~/]*",
            "must be a path as in /stats/prometheus: letters, digits, '-', '.', '_', '~', '/'");

    private DirectForm() {}

    /**
     * Reads the section.
     *
     * @param metrics holds it
     * @param knative whether the versions are revisions
     */
    static MetricsSystem read(Section metrics, boolean knative) {
        metrics.refuse(
                "prometheus", "belongs to a spec without direct: keep the one that counters are to be read from");
        if (knative) {
            metrics.refuse("direct", "of Knative revisions is not in this version; write prometheus: {url: …}");
        }
        Section direct = metrics.section("direct", "via", "port", "path", "timeout", "errors");
        Direct way = direct.read("via", VIA, Direct.API_SERVER, Direct.API_SERVER.word());
        int port = direct.read("port", Numbers.whole(1, 65_535), SIDECAR, Integer.toString(SIDECAR));
        String path = direct.read("path", PATH_OF_URL, EXPOSITION, EXPOSITION);
        Duration timeout = direct.read("timeout", Durations.positive(), Duration.ofSeconds(10), "10s");
        Optional<Errors> errors = direct.read("errors", MetricsForm.ERRORS).flatMap(each -> each);
        return MetricsSystem.ofPods(way, port, path, timeout, errors);
    }
}
