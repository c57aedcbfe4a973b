package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.MetricsSystem;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where Iter8 asks for Istio's metrics. */
final class ProviderForm {
    /** Iter8's default. */
    static final URI USUAL = URI.create("http://prometheus.istio-system:9090");

    /** What Istio lets report, and Iter8 asks. */
    static final Choice<String> REPORTER =
            Choice.of("source", "source").or("destination", "destination").or("waypoint", "waypoint");

    /** Why {@code source} is unwise. */
    static final String SEES_NO_COPIES =
            "source, which is the chart's own default, SEES NO COPIES OF A MIRROR: Istio reports"
                    + " them at the destination only; for a mirrored version write --set reporter=destination";

    private static final String QUERY = "/api/v1/query";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private ProviderForm() {}

    /** An address with or without {@value #QUERY}; ours is the one before that. */
    static Optional<URI> url(Field field) {
        return field.piece() instanceof Piece.Scalar scalar ? UrlForm.read(before(field, scalar)) : UrlForm.read(field);
    }

    private static Field before(Field field, Piece.Scalar scalar) {
        String text = scalar.text().replaceFirst("/+$", "");
        String base = text.endsWith(QUERY) ? text.substring(0, text.length() - QUERY.length()) : text;
        return new Field(field.path(), new Piece.Scalar(base, scalar.type(), scalar.place()), field.notes());
    }

    static MetricsSystem system(URI url, String reporter) {
        return new MetricsSystem(
                url, new MetricsSystem.Auth.None(), Optional.empty(), Optional.empty(), Map.of(), reporter, TIMEOUT);
    }

    /** As Iter8's later commits write it. */
    static String asked(URI url) {
        return url + QUERY;
    }
}
