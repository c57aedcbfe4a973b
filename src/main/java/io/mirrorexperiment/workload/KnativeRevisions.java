package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Versions that are revisions of a Knative Service ({@code serving.knative.dev/v1}). Stateless. */
public final class KnativeRevisions implements Versions {
    /** The label by which Knative marks the pods of a revision. */
    public static final String REVISION = "serving.knative.dev/revision";

    private static final String SERVICE = "serving.knative.dev/service";

    @Override
    public Kind kind() {
        return Kind.REVISION;
    }

    /** Finds a revision by its name; it must be ready, or it could only be found wanting of traffic. */
    @Override
    public Found<Manifest> find(Version version, Manifest service, List<Manifest> workloads) {
        List<Manifest> revisions = workloads.stream()
                .filter(each -> each.kind().equals(Kind.REVISION)
                        && service.name().equals(each.labels().get(SERVICE)))
                .toList();
        Optional<Manifest> found = revisions.stream()
                .filter(each -> each.name().equals(version.value()))
                .findFirst();
        return found.map(KnativeRevisions::ready)
                .orElseGet(() ->
                        new Found.NotClear<>("there is no revision " + version.value() + " of the Knative Service "
                                + service.name() + " in namespace " + service.namespace() + "; " + there(revisions)));
    }

    @Override
    public Found<Found.Distinction> tellApart(Manifest live, Manifest dark, Manifest service) {
        return new Found.There<>(new Found.Distinction(Map.of(REVISION, live.name()), Map.of(REVISION, dark.name())));
    }

    private static Found<Manifest> ready(Manifest revision) {
        Map<String, Object> condition = revision.maps("status", "conditions").stream()
                .filter(each -> "Ready".equals(each.get("type")))
                .findFirst()
                .orElse(Map.of());
        return "True".equals(condition.get("status"))
                ? new Found.There<>(revision)
                : new Found.NotClear<>(revision.address().words() + " is not ready: "
                        + condition.getOrDefault("reason", "Unknown") + ", "
                        + condition.getOrDefault("message", "it does not say why"));
    }

    private static String there(List<Manifest> revisions) {
        return revisions.isEmpty()
                ? "it has none"
                : "it has " + revisions.stream().map(Manifest::name).sorted().collect(Collectors.joining(", "));
    }
}
