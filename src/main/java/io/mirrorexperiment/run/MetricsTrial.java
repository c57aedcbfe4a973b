package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.metrics.MetricSource;
import io.mirrorexperiment.metrics.MetricSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Tries a metrics system out without a run: for hosts that let people configure one. */
public final class MetricsTrial {
    private MetricsTrial() {}

    /**
     * Signs in and asks a question; blocks for the system's own time limit at most.
     *
     * @param host keeps the secrets; those in a cluster are not looked for
     * @return why the system can't be used; empty if it can
     */
    public static Optional<String> trouble(MetricsSystem system, HostFiles host, Clock clock) {
        try (MetricSource source = MetricSources.open(system, credential -> secret(credential, host), clock)) {
            return source.trouble().join();
        }
    }

    private static String secret(Credential credential, HostFiles host) throws IOException {
        if (credential instanceof Credential.OfHost kept) {
            return host.credential(kept.id());
        }
        if (credential instanceof Credential.InFile file) {
            return new String(host.read(file.path()), StandardCharsets.UTF_8);
        }
        throw new IOException("Secrets of a cluster are read by runs only");
    }
}
