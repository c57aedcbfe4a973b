package io.mirrorexperiment.sandbox.kube.store;

import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.AGELESS;
import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.GENERATION;
import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.KNATIVE;
import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.STATUS;

import io.mirrorexperiment.sandbox.kube.store.Kind.Column;
import java.util.List;
import java.util.Set;

/** The kinds that Knative Serving and Iter8 bring along, with the columns of their own definitions. */
final class KnativeKinds {
    /** The group of Knative Serving. */
    static final String SERVING = "serving.knative.dev";

    /** The group of Iter8's objects. */
    static final String ITER8 = "iter8.tools";

    private static final Column URL = new Column("URL", "string", ".status.url");
    private static final Column CREATED = new Column("LatestCreated", "string", ".status.latestCreatedRevisionName");
    private static final Column LATEST = new Column("LatestReady", "string", ".status.latestReadyRevisionName");
    private static final Column READY = new Column("Ready", "string", ".status.conditions[?(@.type=='Ready')].status");
    private static final Column REASON =
            new Column("Reason", "string", ".status.conditions[?(@.type=='Ready')].reason");

    static final List<Kind> ALL = List.of(
            serving("services", "Service", List.of("kservice", "ksvc"), URL, CREATED, LATEST, READY, REASON),
            serving("configurations", "Configuration", List.of("config", "cfg"), CREATED, LATEST, READY, REASON),
            serving("routes", "Route", List.of("rt"), URL, READY, REASON),
            serving(
                    "revisions",
                    "Revision",
                    List.of("rev"),
                    new Column("Config Name", "string", ".metadata.labels['serving\\.knative\\.dev/configuration']"),
                    new Column("K8s Service Name", "string", ".status.serviceName"),
                    new Column(
                            "Generation",
                            "string",
                            ".metadata.labels['serving\\.knative\\.dev/configurationGeneration']"),
                    READY,
                    REASON,
                    new Column("Actual Replicas", "integer", ".status.actualReplicas"),
                    new Column("Desired Replicas", "integer", ".status.desiredReplicas")),
            iter8(
                    "experiments",
                    "Experiment",
                    new Column("type", "string", ".spec.strategy.testingPattern"),
                    new Column("target", "string", ".spec.target"),
                    new Column("stage", "string", ".status.stage"),
                    new Column("completed iterations", "string", ".status.completedIterations"),
                    new Column("message", "string", ".status.message")),
            iter8(
                    "metrics",
                    "Metric",
                    new Column("type", "string", ".spec.type"),
                    new Column("description", "string", ".spec.description")));

    private KnativeKinds() {}

    private static Kind serving(String plural, String kind, List<String> shortNames, Column... columns) {
        return new Kind(
                SERVING,
                List.of("v1"),
                plural,
                kind,
                true,
                shortNames,
                Set.of(STATUS, GENERATION, AGELESS, KNATIVE),
                List.of(columns));
    }

    private static Kind iter8(String plural, String kind, Column... columns) {
        return new Kind(
                ITER8,
                List.of("v2alpha2"),
                plural,
                kind,
                true,
                List.of(),
                Set.of(STATUS, GENERATION, AGELESS, KNATIVE),
                List.of(columns));
    }
}
