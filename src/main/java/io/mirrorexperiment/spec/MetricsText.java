package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where evidence is found, as a section of a spec. */
final class MetricsText {
    private MetricsText() {}

    static Map<String, Object> of(Experiment experiment) {
        Map<String, Object> tree = new LinkedHashMap<>();
        MetricsSystem system = experiment.metrics();
        system.direct()
                .ifPresentOrElse(
                        way -> tree.put("direct", direct(system, way)), () -> tree.put("prometheus", of(system)));
        experiment.queries().ifPresent(queries -> {
            if (!queries.variables().isEmpty()) {
                tree.put("variables", new TreeMap<>(queries.variables()));
            }
            Map<String, Object> asked = new LinkedHashMap<>();
            queries.metrics().forEach(metric -> asked.put(metric.metric().name(), QueryText.of(metric)));
            tree.put("queries", asked);
        });
        experiment.accessLogs().ifPresent(logs -> tree.put("accessLogs", of(logs)));
        return tree;
    }

    private static Map<String, Object> direct(MetricsSystem system, MetricsSystem.Direct way) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("via", way.word());
        tree.put("port", system.url().getPort());
        tree.put("path", system.url().getRawPath());
        tree.put("timeout", Durations.words(system.timeout()));
        system.errors().ifPresent(errors -> tree.put("errors", errors.word()));
        return tree;
    }

    private static Map<String, Object> of(AccessLogPlace logs) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (logs instanceof AccessLogPlace.InPods pods) {
            tree.put("from", "pods");
            tree.put("container", pods.container());
        } else {
            AccessLogPlace.InFiles files = (AccessLogPlace.InFiles) logs;
            tree.put("from", "files");
            tree.put("live", files.live());
            tree.put("dark", files.dark());
        }
        tree.put("within", Durations.words(logs.patience()));
        return tree;
    }

    private static Map<String, Object> of(MetricsSystem metrics) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("url", metrics.url().toString());
        if (!(metrics.auth() instanceof Auth.None)) {
            tree.put("auth", auth(metrics.auth()));
        }
        metrics.ca().ifPresent(ca -> tree.put("caFrom", from(ca)));
        metrics.client()
                .ifPresent(client -> tree.put(
                        "client",
                        new TreeMap<>(
                                Map.of("certificateFrom", from(client.certificate()), "keyFrom", from(client.key())))));
        if (!metrics.headers().isEmpty()) {
            tree.put("headers", new TreeMap<>(metrics.headers()));
        }
        tree.put("reporter", metrics.reporter());
        tree.put("timeout", Durations.words(metrics.timeout()));
        metrics.errors().ifPresent(errors -> tree.put("errors", errors.word()));
        return tree;
    }

    static Map<String, Object> auth(Auth auth) {
        if (auth instanceof Auth.Bearer bearer) {
            return Map.of("bearerFrom", from(bearer.token()));
        }
        Auth.Basic basic = (Auth.Basic) auth;
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("user", basic.user());
        tree.put("passwordFrom", from(basic.password()));
        return Map.of("basic", tree);
    }

    static Map<String, Object> from(Credential credential) {
        if (credential instanceof Credential.InFile file) {
            return Map.of("file", file.path());
        }
        if (credential instanceof Credential.OfHost kept) {
            return Map.of("credential", kept.id());
        }
        Credential.InSecret secret = (Credential.InSecret) credential;
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("secret", secret.secret());
        tree.put("key", secret.key());
        return tree;
    }
}
