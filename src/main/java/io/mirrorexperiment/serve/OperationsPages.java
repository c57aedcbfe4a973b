package io.mirrorexperiment.serve;

import io.mirrorexperiment.telemetry.Exposition;
import io.mirrorexperiment.telemetry.Health;
import io.mirrorexperiment.telemetry.Telemetry;
import java.util.Optional;

/** What a long-lived process tells of itself, by path. */
final class OperationsPages {
    private OperationsPages() {}

    /**
     * What stands at a path.
     *
     * @param accept the header of that name
     */
    static Page of(String path, Optional<String> accept, Telemetry telemetry) {
        return switch (path) {
            case "/metrics" -> metrics(telemetry.exposition(accept));
            case "/healthz" -> health(telemetry.alive());
            case "/readyz" -> health(telemetry.ready());
            default -> Page.refused(404, "nothing is here; there are /metrics, /healthz and /readyz");
        };
    }

    private static Page metrics(Exposition exposition) {
        return Page.shown(exposition.type(), exposition.text());
    }

    private static Page health(Health health) {
        return Page.plain(health.good() ? 200 : 503, health.text());
    }
}
