package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.MetricsSystem;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.HttpUrl;
import okhttp3.Request;

/** Asks one pod for the series that count, on the way that a spec names. Thread-safe. */
final class PodQuestion {
    private static final String FORMAT = "text/plain;version=0.0.4";

    private final URI place;
    private final MetricsSystem.Direct way;
    private final Pods pods;
    private final Line line;
    private final ExpositionHearing hearing;

    /** @throws IllegalArgumentException if the system is not the pods */
    PodQuestion(MetricsSystem system, IstioTelemetry telemetry, Pods pods, Line line) {
        this.place = system.url();
        this.way = system.direct().orElseThrow(() -> new IllegalArgumentException("no way to the pods"));
        this.pods = pods;
        this.line = line;
        this.hearing = new ExpositionHearing(
                Set.of(telemetry.requests(), telemetry.latencies() + "_bucket", telemetry.latencies() + "_sum"));
    }

    /** What it exposes. The future never fails. */
    CompletableFuture<Answer> ask(Pods.Pod pod) {
        return switch (way) {
            case API_SERVER -> throughApiServer(pod);
            case NETWORK -> overTheNetwork(pod);
        };
    }

    private CompletableFuture<Answer> throughApiServer(Pods.Pod pod) {
        try {
            return CompletableFuture.supplyAsync(() -> heard(pod), line.threads());
        } catch (RejectedExecutionException over) {
            return CompletableFuture.completedFuture(hearing.odd("the source is closed"));
        }
    }

    private Answer heard(Pods.Pod pod) {
        try {
            return hearing.heard(pods.get(pod, place.getPort(), place.getRawPath()));
        } catch (OddAnswerException odd) {
            return hearing.odd(odd.reason());
        } catch (IOException silent) {
            return hearing.odd(SampleText.shown(String.valueOf(silent.getMessage())));
        }
    }

    private CompletableFuture<Answer> overTheNetwork(Pods.Pod pod) {
        if (pod.address().isEmpty()) {
            return CompletableFuture.completedFuture(hearing.odd("it has no address"));
        }
        HttpUrl url = new HttpUrl.Builder()
                .scheme("http")
                .host(pod.address())
                .port(place.getPort())
                .encodedPath(place.getRawPath())
                .build();
        Request request =
                new Request.Builder().url(url).header("Accept", FORMAT).build();
        return line.send(TlsMaterial.NONE, request, hearing);
    }

    @Override
    public String toString() {
        return "the pods' port " + place.getPort()
                + (way == MetricsSystem.Direct.API_SERVER ? ", through the API server" : "");
    }
}
