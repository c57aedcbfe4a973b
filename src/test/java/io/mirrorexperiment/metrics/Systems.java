package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.MetricsSystem.ClientCertificate;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Metrics systems as specs of tests describe them, and their secrets. */
final class Systems {
    static final Population REVIEWS = new Population("default", "reviews-v2");
    static final Credential SECRET = new Credential.InSecret("prom", "secret");
    static final Credential CA = new Credential.InSecret("prom", "ca.crt");
    static final Credential CERTIFICATE = new Credential.InFile("/etc/prom/tls.crt");
    static final Credential KEY = new Credential.InFile("/etc/prom/tls.key");

    private Systems() {}

    static MetricsSystem plain(URI url) {
        return with(url, new Auth.None(), Map.of());
    }

    static MetricsSystem with(URI url, Auth auth, Map<String, String> headers) {
        return new MetricsSystem(
                url, auth, Optional.empty(), Optional.empty(), headers, "destination", Duration.ofSeconds(10));
    }

    static MetricsSystem quick(URI url, Duration timeout) {
        return new MetricsSystem(
                url, new Auth.None(), Optional.empty(), Optional.empty(), Map.of(), "destination", timeout);
    }

    static MetricsSystem tls(URI url, boolean client) {
        return new MetricsSystem(
                url,
                new Auth.None(),
                Optional.of(CA),
                client ? Optional.of(new ClientCertificate(CERTIFICATE, KEY)) : Optional.empty(),
                Map.of(),
                "destination",
                Duration.ofSeconds(10));
    }

    static PrometheusSource open(MetricsSystem system, Secrets secrets) {
        return new PrometheusSource(system, secrets, Clock.systemUTC());
    }

    /** Secrets that a test may change at any time. */
    static final class Vault implements Secrets {
        private final Map<Credential, String> texts = new ConcurrentHashMap<>();

        Vault put(Credential credential, String text) {
            texts.put(credential, text);
            return this;
        }

        @Override
        public String read(Credential credential) throws IOException {
            String text = texts.get(credential);
            if (text == null) {
                throw new IOException("there is no such Secret");
            }
            return text;
        }
    }

    static Reading now(MetricSource source) {
        return await(source.counters(REVIEWS, Instant.now()));
    }

    /** The reason of a reading that must be missing. */
    static String reason(Reading reading) {
        if (reading instanceof Reading.Absent absent) {
            return absent.reason();
        }
        if (reading instanceof Reading.Missing missing) {
            return missing.reason();
        }
        throw new AssertionError("not missing: " + reading);
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the future did not end well", e);
        }
    }
}
