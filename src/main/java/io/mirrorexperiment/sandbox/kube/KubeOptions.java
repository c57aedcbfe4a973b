package io.mirrorexperiment.sandbox.kube;

import io.mirrorexperiment.sandbox.PodRuntime;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What kind of cluster to start.
 *
 * @param port 0 for any free one
 * @param clock dates objects and measures deadlines
 * @param pods runs pods; without it pods stay pending
 * @param rbac whether roles are enforced; if not, everybody may do everything
 * @param absent kinds that this cluster doesn't have, each a resource ({@code gateways.networking.istio.io}) or a whole
 *     group ({@code networking.istio.io})
 * @param knative Knative Serving with Iter8's kinds, where the cluster has them
 * @param history how many changes watchers may be behind before they are told 410 Gone
 * @param haste how many times as fast as they say the schedules of CronJobs pass, above 0
 */
public record KubeOptions(
        int port,
        Clock clock,
        Optional<PodRuntime> pods,
        boolean rbac,
        Set<String> absent,
        Optional<KnativeOptions> knative,
        int history,
        double haste) {

    public KubeOptions {
        absent = Set.copyOf(absent);
        if (history < 1) {
            throw new IllegalArgumentException("history must be at least 1, not " + history);
        }
        if (!(haste > 0 && haste <= 1000)) {
            throw new IllegalArgumentException("haste must be above 0, to 1000 at most, not " + haste);
        }
    }

    /** Any free port, the system's clock, nothing that runs pods, no access control, all kinds but Knative's. */
    public static KubeOptions defaults() {
        return new KubeOptions(0, Clock.systemUTC(), Optional.empty(), false, Set.of(), Optional.empty(), 4096, 1);
    }

    /** The same on a port of choice. */
    public KubeOptions withPort(int chosen) {
        return new KubeOptions(chosen, clock, pods, rbac, absent, knative, history, haste);
    }

    /** The same with another clock. */
    public KubeOptions withClock(Clock other) {
        return new KubeOptions(port, other, pods, rbac, absent, knative, history, haste);
    }

    /** The same with something that runs pods. */
    public KubeOptions withPods(PodRuntime runtime) {
        return new KubeOptions(port, clock, Optional.of(runtime), rbac, absent, knative, history, haste);
    }

    /** The same with roles enforced. */
    public KubeOptions withRbac() {
        return new KubeOptions(port, clock, pods, true, absent, knative, history, haste);
    }

    /** The same without a kind or a group of kinds. */
    public KubeOptions without(String resourceOrGroup) {
        Set<String> more = new TreeSet<>(absent);
        more.add(resourceOrGroup);
        return new KubeOptions(port, clock, pods, rbac, more, knative, history, haste);
    }

    /** The same with a shorter or longer memory. */
    public KubeOptions withHistory(int changes) {
        return new KubeOptions(port, clock, pods, rbac, absent, knative, changes, haste);
    }

    /** The same with Knative Serving on Istio, and Iter8's kinds, as Iter8's quick start installs them. */
    public KubeOptions withKnative(KnativeOptions settings) {
        return new KubeOptions(port, clock, pods, rbac, absent, Optional.of(settings), history, haste);
    }

    /** The same where CronJobs are due so many times as often. */
    public KubeOptions withHaste(double factor) {
        return new KubeOptions(port, clock, pods, rbac, absent, knative, history, factor);
    }

    /** Whether the cluster has a kind. */
    boolean offers(Kind kind) {
        boolean extra = kind.is(Kind.Trait.KNATIVE) && knative.isEmpty();
        return !extra && !absent.contains(kind.resource()) && !absent.contains(kind.group());
    }
}
