package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how far a Knative Service or revision is, by its own conditions. Pure. */
public final class RevisionReadiness {
    private RevisionReadiness() {}

    /**
     * Whether an object of Knative's is ready for what was asked of it last. That it is not is never final here: Knative goes on trying,
     * and who asks decides for how long.
     */
    public static Readiness of(Manifest object) {
        if (object.number("status", "observedGeneration").orElse(0L)
                < object.number("metadata", "generation").orElse(0L)) {
            return new Readiness.Waiting("Knative has not seen the newest change of "
                    + object.address().words() + " yet");
        }
        Map<String, Object> ready = condition(object);
        return "True".equals(ready.get("status"))
                ? new Readiness.Ready()
                : new Readiness.Waiting(object.address().words() + " is not ready: "
                        + ready.getOrDefault("reason", "Unknown") + ", "
                        + ready.getOrDefault("message", "it does not say why"));
    }

    /** Whether a Knative Service is ready and all its traffic goes to one revision. */
    public static Readiness serving(Manifest service, String revision) {
        long share = share(service, revision);
        return of(service) instanceof Readiness.Ready && share != 100
                ? new Readiness.Waiting(
                        service.address().words() + " sends " + share + " % of its traffic to " + revision)
                : of(service);
    }

    /** Whether a Knative Service is ready and knows a revision, be it with 0 %. */
    public static Readiness knowing(Manifest service, String revision) {
        boolean known = service.maps("status", "traffic").stream()
                .anyMatch(target -> revision.equals(target.get("revisionName")));
        return of(service) instanceof Readiness.Ready && !known
                ? new Readiness.Waiting(revision + " is not among the traffic of "
                        + service.address().words() + " yet")
                : of(service);
    }

    /** Whether a Service has gone back from a revision: it is ready, and its newest revision is another one. */
    public static Readiness withdrawn(Manifest service, String revision) {
        boolean newest = service.text("status", "latestReadyRevisionName").equals(Optional.of(revision))
                || service.text("status", "latestCreatedRevisionName").equals(Optional.of(revision));
        return of(service) instanceof Readiness.Ready && newest
                ? new Readiness.Waiting(revision + " is still the newest revision of "
                        + service.address().words())
                : of(service);
    }

    private static long share(Manifest service, String revision) {
        List<Map<String, Object>> traffic = service.maps("status", "traffic");
        return traffic.isEmpty() ? 0 : new Targets(traffic).share(revision);
    }

    private static Map<String, Object> condition(Manifest object) {
        return object.maps("status", "conditions").stream()
                .filter(each -> "Ready".equals(each.get("type")))
                .findFirst()
                .orElse(Map.of());
    }
}
