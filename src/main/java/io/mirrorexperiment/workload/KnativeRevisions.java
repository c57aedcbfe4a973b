package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Versions that are revisions of a Knative Service ({@code serving.knative.dev/v1}). Stateless. */
public final class KnativeRevisions implements Versions {
    private static final String REVISION = "serving.knative.dev/revision";
    private static final String SERVICE = "serving.knative.dev/service";

    /** Both spellings that Knative takes. */
    static final List<String> MIN_SCALE =
            List.of("autoscaling.knative.dev/min-scale", "autoscaling.knative.dev/minScale");

    @Override
    public Kind kind() {
        return Kind.REVISION;
    }

    @Override
    public Kind front() {
        return Kind.KNATIVE_SERVICE;
    }

    /** Finds a revision that is ready, of a Service that is; it must be among the Service's traffic, be it with 0 %. */
    @Override
    public Found<Manifest> find(Version version, Manifest service, List<Manifest> workloads) {
        Optional<String> trouble = trouble(service);
        if (trouble.isPresent()) {
            return new Found.NotClear<>(trouble.get());
        }
        List<Manifest> revisions = workloads.stream()
                .filter(each -> each.kind().equals(Kind.REVISION)
                        && service.name().equals(each.labels().get(SERVICE)))
                .toList();
        return version instanceof Version.Serving
                ? serving(service, revisions)
                : named(version.value(), service, revisions);
    }

    @Override
    public Found<Found.Distinction> tellApart(Manifest live, Manifest dark, Manifest service) {
        return new Found.There<>(new Found.Distinction(Map.of(REVISION, live.name()), Map.of(REVISION, dark.name())));
    }

    @Override
    public List<String> cautions(Manifest dark) {
        boolean kept = RevisionStamp.keepsAPod(dark.texts("metadata", "annotations"));
        return kept
                ? List.of()
                : List.of(dark.address().words() + " has no " + MIN_SCALE.get(0)
                        + ": whenever a minute passes without a copy it goes to zero pods, and the first copy after that waits for a"
                        + " cold start, which counts as its latency");
    }

    /** Why copies that go straight to the pods of a revision would be lost, and the way out; empty if a pod is always there. */
    public static Optional<String> asleep(Manifest revision) {
        return RevisionStamp.keepsAPod(revision.texts("metadata", "annotations"))
                ? Optional.empty()
                : Optional.of(revision.address().words() + " has no " + MIN_SCALE.get(0)
                        + " of 1 or more. A mirror of ours sends copies straight to its pods, and nobody would start one for"
                        + " them: let the run deploy the revision (dark: {revision: …, image: …}), give your own that annotation,"
                        + " or mirror yourself through the local gateway with mirror: {via: existing}");
    }

    private static Found<Manifest> serving(Manifest service, List<Manifest> revisions) {
        List<String> names = traffic(service)
                .filter(target -> target.get("percent") instanceof Number percent && percent.longValue() > 0)
                .flatMap(target -> name(target).stream())
                .distinct()
                .toList();
        return names.size() == 1
                ? named(names.get(0), service, revisions)
                : new Found.NotClear<>(service.address().words() + " sends its traffic to "
                        + (names.isEmpty() ? "no revision" : String.join(" and ", names))
                        + ", so it is not clear which one is live: name it in spec.live.revision");
    }

    private static Found<Manifest> named(String name, Manifest service, List<Manifest> revisions) {
        Optional<Manifest> found =
                revisions.stream().filter(each -> each.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            return new Found.NotClear<>("there is no revision " + name + " of the Knative Service " + service.name()
                    + " in namespace " + service.namespace() + "; " + there(revisions));
        }
        if (traffic(service).flatMap(target -> name(target).stream()).noneMatch(name::equals)) {
            return new Found.NotClear<>(found.get().address().words() + " is not among the traffic of "
                    + service.address().words() + ", so Knative takes it for unreachable: add {revisionName: " + name
                    + ", percent: 0} to spec.traffic");
        }
        return trouble(found.get())
                .<Found<Manifest>>map(Found.NotClear::new)
                .orElseGet(() -> new Found.There<>(found.get()));
    }

    private static Stream<Map<String, Object>> traffic(Manifest service) {
        return service.maps("status", "traffic").stream();
    }

    private static Optional<String> name(Map<String, Object> target) {
        return Optional.ofNullable(target.get("revisionName")).map(String::valueOf);
    }

    /** Why an object of Knative's is not ready, in its own words. */
    private static Optional<String> trouble(Manifest object) {
        Map<String, Object> ready = object.maps("status", "conditions").stream()
                .filter(each -> "Ready".equals(each.get("type")))
                .findFirst()
                .orElse(Map.of());
        return "True".equals(ready.get("status"))
                ? Optional.empty()
                : Optional.of(object.address().words() + " is not ready: " + ready.getOrDefault("reason", "Unknown")
                        + ", " + ready.getOrDefault("message", "it does not say why"));
    }

    private static String there(List<Manifest> revisions) {
        return revisions.isEmpty()
                ? "it has none"
                : "it has " + revisions.stream().map(Manifest::name).sorted().collect(Collectors.joining(", "));
    }
}
