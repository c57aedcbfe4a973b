package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.traffic.TrafficMirrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which traffic provider a run takes: the one that its plan names, else the one of its spec, else the one whose routes lead to the service
 * in this cluster. Where none leads there it is Istio, which makes a route of its own.
 */
final class Choosing {
    private static final TrafficMirror ISTIO = TrafficMirrors.named("istio");

    private final Cluster cluster;

    Choosing(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * How copies are made.
     *
     * @throws Obstacle if that is open
     */
    TrafficMirror mirror(Journal journal) {
        return journal.experiment().adopted() ? TrafficMirrors.named("existing") : shifter(journal);
    }

    /** How live traffic is moved. */
    TrafficMirror shifter(Journal journal) {
        Experiment experiment = journal.experiment();
        Optional<Plan> plan = journal.last(Entry.Planned.class).map(Entry.Planned::plan);
        return known(experiment, plan).orElseGet(() -> found(experiment));
    }

    /** Without asking the cluster; empty where only that can tell. */
    static Optional<TrafficMirror> known(Experiment experiment, Optional<Plan> plan) {
        if (experiment.knative()) {
            return Optional.of(TrafficMirrors.named("knative"));
        }
        if (plan.isPresent()) {
            String via = plan.get().via();
            return Optional.of(Mirror.Via.byServices(via) ? TrafficMirrors.named(via) : ISTIO);
        }
        Mirror mirror = experiment.mirror();
        return switch (mirror.via()) {
            case GATEWAY_API, CONTOUR, TRAEFIK ->
                Optional.of(TrafficMirrors.named(mirror.via().word()));
            case ISTIO, EXISTING -> Optional.of(ISTIO);
            case AUTO -> mirror.given().isPresent() ? Optional.of(ISTIO) : Optional.empty();
        };
    }

    private TrafficMirror found(Experiment experiment) {
        Course course = course(experiment);
        Map<TrafficMirror, List<Manifest>> leading = new java.util.LinkedHashMap<>();
        for (TrafficMirror provider : candidates()) {
            List<Manifest> routes = provider.leading(course, seen(provider, course));
            if (!routes.isEmpty()) {
                leading.put(provider, routes);
            }
        }
        if (leading.size() > 1) {
            throw Obstacle.impossible("%s lead to Service %s, and only one kind is mirrored: write mirror.via: %s"
                    .formatted(
                            leading.values().stream()
                                    .map(routes -> routes.get(0).address().words())
                                    .collect(Collectors.joining(" and ")),
                            experiment.service(),
                            leading.keySet().stream().map(TrafficMirror::name).collect(Collectors.joining(" or "))));
        }
        return leading.keySet().stream().findFirst().orElse(ISTIO);
    }

    /** The highest generation that routes of the service ask of a run, whatever versions it is about and whoever is chosen. */
    long generation(Experiment experiment) {
        Course course = course(experiment);
        return known(experiment, Optional.empty())
                .map(Stream::of)
                .orElseGet(() -> candidates().stream())
                .mapToLong(provider -> provider.generation(course, seen(provider, course)))
                .max()
                .orElse(0);
    }

    /** Istio alone where the cluster has nothing else. */
    private List<TrafficMirror> candidates() {
        List<TrafficMirror> others = TrafficMirrors.byServices().stream()
                .filter(other -> cluster.serves(other.kinds().get(0)))
                .toList();
        if (others.isEmpty()) {
            return List.of(ISTIO);
        }
        List<TrafficMirror> all = new ArrayList<>(List.of(ISTIO));
        all.addAll(others);
        return all;
    }

    /** What tells whether a provider's routes lead to the service. What we may not see of providers but Istio leads nowhere. */
    private List<Manifest> seen(TrafficMirror provider, Course course) {
        if (provider.name().equals(ISTIO.name())) {
            return Routing.objects(cluster, course, provider);
        }
        List<Manifest> objects = new ArrayList<>(Routing.named(cluster, course, provider));
        try {
            objects.addAll(Routing.objects(
                    cluster, course.namespace(), List.of(provider.kinds().get(0))));
        } catch (ClusterException e) {
            if (e.reason() != Reason.FORBIDDEN) {
                throw e;
            }
        }
        return objects;
    }

    /** Routes that could not be seen when Istio was chosen for want of others, in sentences. */
    List<String> unseen(Experiment experiment) {
        if (known(experiment, Optional.empty()).isPresent()) {
            return List.of();
        }
        return TrafficMirrors.byServices().stream()
                .map(other -> other.kinds().get(0))
                .filter(kind -> cluster.serves(kind) && !cluster.may("list", kind, experiment.namespace()))
                .map(kind -> "whether an object of kind " + kind.kind() + " leads to " + experiment.service()
                        + " cannot be seen; if one does, its requests are not pinned or mirrored")
                .toList();
    }

    private static Course course(Experiment experiment) {
        return new Course(
                experiment.namespace(),
                experiment.service(),
                Map.of(),
                Map.of(),
                experiment.mirror().percent(),
                experiment.mirror().methods(),
                1,
                "");
    }
}
