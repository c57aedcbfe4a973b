package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.install.ScheduledGate;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.spec.StoredExperiment;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An experiment in Secrets of a cluster: {@code GROUP-spec} and {@code GROUP-result}, or the one Secret {@code GROUP} of Iter8 0.11 and later. A result
 * is replaced only if it is still the one that was read.
 */
final class Iter8Secrets implements Iter8Store {
    private final Cluster cluster;
    private final String namespace;
    private final String group;
    private Optional<Manifest> lastRead = Optional.empty();

    Iter8Secrets(Cluster cluster, String namespace, String group) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.group = group;
    }

    /** A result of another launch than the tasks is none: a launch is under way, and whoever asks meanwhile must not see the old one. */
    @Override
    public Optional<StoredExperiment> read() {
        Optional<Manifest> spec = secret(ScheduledGate.specName(group));
        if (spec.isEmpty()) {
            lastRead = Optional.empty();
            return secret(group)
                    .flatMap(single -> text(single, StoredExperiment.EXPERIMENT))
                    .map(experiment -> new StoredExperiment(experiment, Optional.empty(), Optional.empty()));
        }
        lastRead = secret(ScheduledGate.resultName(group))
                .filter(result -> revision(result).equals(revision(spec.get())));
        return Optional.of(new StoredExperiment(
                text(spec.get(), StoredExperiment.EXPERIMENT).orElse(""),
                text(spec.get(), StoredExperiment.METRICS),
                lastRead.flatMap(result -> text(result, StoredExperiment.RESULT))));
    }

    @Override
    public boolean keep(String result) {
        if (lastRead.isEmpty()) {
            return false;
        }
        Manifest after = lastRead.get().without("stringData").with(coded(result), "data", StoredExperiment.RESULT);
        try {
            lastRead = Optional.of(cluster.replace(after));
            return true;
        } catch (ClusterException e) {
            if (e.reason() == ClusterException.Reason.CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<String> schedule() {
        return lastRead.flatMap(result -> result.annotation(ScheduledGate.SCHEDULE));
    }

    @Override
    public String place() {
        return "group " + group + " of namespace " + namespace + " at " + cluster.server();
    }

    /** A text as Secrets hold it. */
    static String coded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Manifest> secret(String name) {
        return cluster.read(new Address(Kind.SECRET, namespace, name));
    }

    private static Optional<String> revision(Manifest secret) {
        return secret.annotation(ScheduledGate.REVISION);
    }

    private static Optional<String> text(Manifest secret, String file) {
        try {
            return secret.text("data", file)
                    .map(coded -> new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException undecodable) {
            return Optional.of("");
        }
    }
}
