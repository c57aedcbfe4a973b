package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.install.ScheduledGate;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of one experiment in a cluster. Objects of the same names that this program did not make are never touched. */
final class Iter8Group {
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String US = "mirror-experiment";

    private final Cluster cluster;
    private final String namespace;
    private final String group;

    Iter8Group(Cluster cluster, String namespace, String group) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.group = group;
    }

    /** Which launch the next one is, counted from 1. */
    int nextRevision() {
        return objects(Kind.SECRET).stream()
                        .flatMap(secret -> secret.annotation(ScheduledGate.REVISION).stream())
                        .filter(text -> text.matches("[0-9]{1,8}"))
                        .mapToInt(Integer::parseInt)
                        .max()
                        .orElse(0)
                + 1;
    }

    /**
     * Makes what a launch needs in place of what an earlier one left: who acts goes first and comes last, so that no earlier loop meets the new tasks.
     *
     * @param objects in the order in which they are made
     * @throws Refusal if somebody else has something of that name; then nothing was touched
     */
    void make(List<Manifest> objects) {
        Map<Manifest, Optional<Manifest>> before = new LinkedHashMap<>();
        for (Manifest each : objects) {
            Optional<Manifest> there = cluster.read(each.address());
            there.filter(one -> !isOurs(one)).ifPresent(Iter8Group::refuse);
            before.put(each, there);
        }
        actors().forEach(cluster::delete);
        before.forEach((each, there) -> {
            Manifest whole = withData(each);
            there.filter(one -> !isActor(one))
                    .ifPresentOrElse(
                            one -> cluster.replace(whole.with(one.resourceVersion(), "metadata", "resourceVersion")),
                            () -> cluster.create(whole));
        });
    }

    /** Removes all of it; returns what was there. */
    List<Manifest> remove() {
        List<Manifest> all = ScheduledGate.KINDS.stream()
                .flatMap(kind -> objects(kind).stream())
                .toList();
        all.forEach(cluster::delete);
        return all;
    }

    /** The pod of the newest loop. */
    Optional<Manifest> newestPod() {
        return cluster.list(Kind.POD, Optional.of(namespace), ScheduledGate.labels(group)).stream()
                .max(Comparator.comparing(
                        pod -> pod.text("metadata", "creationTimestamp").orElse("")));
    }

    private List<Manifest> actors() {
        return ScheduledGate.KINDS.stream()
                .limit(2)
                .flatMap(kind -> objects(kind).stream())
                .toList();
    }

    private static boolean isActor(Manifest one) {
        return ScheduledGate.KINDS.subList(0, 2).contains(one.kind());
    }

    private List<Manifest> objects(Kind kind) {
        return cluster.serves(kind)
                ? cluster.list(kind, Optional.of(namespace), ScheduledGate.labels(group)).stream()
                        .filter(Iter8Group::isOurs)
                        .toList()
                : List.of();
    }

    private static boolean isOurs(Manifest one) {
        return US.equals(one.labels().get(MANAGED_BY));
    }

    private static void refuse(Manifest one) {
        throw Refusal.nothingChanged(
                one + " is there and was not made by this program, so it is not touched; if Iter8 made it,"
                        + " `helm uninstall` the group, or launch another one by --group");
    }

    /** Secrets as a server keeps them, so that what an earlier launch had is gone. */
    private static Manifest withData(Manifest each) {
        Map<String, Object> coded = new LinkedHashMap<>();
        each.texts("stringData").forEach((name, text) -> coded.put(name, Iter8Secrets.coded(text)));
        return coded.isEmpty() ? each : each.without("stringData").with(coded, "data");
    }
}
