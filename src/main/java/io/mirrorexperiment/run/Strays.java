package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.traffic.TrafficMirrors;
import io.mirrorexperiment.workload.Workload;
import io.mirrorexperiment.workload.Workloads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Objects that runs made and that nobody will remove. An edit of a user's object cannot stray, because it is compared with what the
 * run had read; only what is made anew can come after everything was undone.
 */
final class Strays {
    /** The labels that the workloads' room puts on all that is made for a dark version. */
    private static final String RUN = "mirror-experiment.io/run";

    private static final Map<String, String> OURS = Map.of("app.kubernetes.io/managed-by", "mirror-experiment");

    private final Cluster cluster;
    private final Claims claims;
    private final Workload workload = Workloads.all().get(0);

    Strays(Cluster cluster, Claims claims) {
        this.cluster = cluster;
        this.claims = claims;
    }

    /** Reads the claims last: whoever made an object that is there had a claim before. */
    List<Stray> in(Optional<String> namespace) {
        List<StandingClaim> known = claims.all(namespace);
        List<Stray> found = Stream.concat(
                        listed(namespace, known),
                        known.stream().filter(StandingClaim::isEnded).flatMap(this::noted))
                .toList();
        List<StandingClaim> standing =
                claims.all(namespace).stream().filter(claim -> !claim.isEnded()).toList();
        Map<Address, Stray> strays = new LinkedHashMap<>();
        found.stream()
                .filter(stray -> standing.stream().noneMatch(claim -> stray.isOf(claim.run())))
                .filter(stray -> isFree(stray.object().address()))
                .forEach(stray -> strays.putIfAbsent(stray.object().address(), stray));
        return List.copyOf(strays.values());
    }

    private Stream<Stray> listed(Optional<String> namespace, List<StandingClaim> known) {
        return Stream.concat(Stream.of(workload.kind()), TrafficMirrors.made().stream())
                .filter(kind -> isLooked(kind, namespace))
                .flatMap(kind -> listed(kind, namespace, known))
                .flatMap(object -> maker(object).map(run -> new Stray(object, run)).stream());
    }

    /** What stands behind gateways only is looked for where we may: without pods nobody is reached by it. */
    private boolean isLooked(Kind kind, Optional<String> namespace) {
        boolean harmless =
                TrafficMirrors.makersOf(kind).stream().allMatch(maker -> Mirror.Via.byServices(maker.name()));
        return cluster.serves(kind) && (!harmless || mayFind(kind, namespace));
    }

    private boolean mayFind(Kind kind, Optional<String> namespace) {
        return TrafficMirrors.makersOf(kind).stream().anyMatch(this::isServed)
                && cluster.may("list", kind, namespace.orElse(""));
    }

    private boolean isServed(TrafficMirror maker) {
        return maker.kinds().stream().anyMatch(cluster::serves);
    }

    /** Who may not list a kind in all namespaces at one go looks into those that have claims. */
    private Stream<Manifest> listed(Kind kind, Optional<String> namespace, List<StandingClaim> known) {
        try {
            return cluster.list(kind, namespace, OURS).stream();
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN || namespace.isPresent()) {
                throw e;
            }
            return known.stream()
                    .flatMap(claim -> claim.leases().stream().map(Manifest::namespace))
                    .distinct()
                    .flatMap(name -> cluster.list(kind, Optional.of(name), OURS).stream());
        }
    }

    private static Optional<String> maker(Manifest object) {
        return TrafficMirrors.madeFor(object).isPresent()
                ? object.annotation(RUN)
                : Optional.ofNullable(object.labels().get(RUN));
    }

    /** What an ended run's plan was to make, of whatever kind. */
    private Stream<Stray> noted(StandingClaim ended) {
        return Undo.planned(ended).flatMap(journal -> journal.last(Entry.Planned.class)).stream()
                .map(Entry.Planned::plan)
                .flatMap(plan -> Stream.concat(
                        plan.deploys().stream().map(Address::parse),
                        plan.routes().stream().map(Address::parse).filter(Strays::isBehindGateways)))
                .filter(address -> cluster.serves(address.kind()))
                .flatMap(address -> cluster.read(address).stream())
                .filter(object -> workload.ours(object, ended.run())
                        || (TrafficMirrors.madeFor(object).isPresent()
                                && maker(object).equals(Optional.of(ended.run()))))
                .map(object -> new Stray(object, ended.run()));
    }

    private static boolean isBehindGateways(Address address) {
        return address.kind().equals(Kind.SERVICE) || address.kind().equals(Kind.TRAEFIK_SERVICE);
    }

    private boolean isFree(Address target) {
        return claims.heldByAnother(target, "").isEmpty();
    }

    /**
     * Removes strays, those with pods first. The routes of a service stay while pods are going, because they keep real users away
     * from them; the next call removes them.
     */
    List<Swept> remove(List<Stray> strays) {
        List<Stray> routes = strays.stream().filter(Stray::isRoute).toList();
        List<Stray> others = strays.stream().filter(stray -> !stray.isRoute()).toList();
        others.forEach(stray -> cluster.delete(stray.object()));
        boolean awake = others.stream().anyMatch(Stray::isAwake);
        return Stream.concat(
                        others.stream().map(Swept::gone),
                        routes.stream()
                                .map(stray -> awake
                                        ? Swept.left(stray, "the pods of a Deployment are still going; try again")
                                        : route(stray)))
                .toList();
    }

    private Swept route(Stray stray) {
        return undone(stray)
                .or(() -> cluster.read(stray.object().address()).map(there -> "it is part of a promotion under way"))
                .map(because -> Swept.left(stray, because))
                .orElseGet(() -> Swept.gone(stray));
    }

    /** As a run undoes its own: first no route names what is ours any more, then it goes. Why it could not; empty if it is. */
    private Optional<String> undone(Stray stray) {
        String service = TrafficMirrors.madeFor(stray.object()).orElseThrow();
        Course course =
                new Course(stray.object().namespace(), service, Map.of(), Map.of(), 100, List.of("*"), 1, stray.run());
        return TrafficMirrors.makersOf(stray.object().kind()).stream()
                .filter(this::isServed)
                .flatMap(maker ->
                        undone(course, maker, maker::unpin).or(() -> undone(course, maker, maker::clear)).stream())
                .findFirst();
    }

    private Optional<String> undone(Course course, TrafficMirror maker, BiFunction<Course, List<Manifest>, Step> step) {
        Address service = new Address(Kind.SERVICE, course.namespace(), course.service());
        return new Editing(cluster)
                .edit(
                        () -> Routing.objects(cluster, course, maker),
                        objects -> Routing.decision(step.apply(course, objects), () -> isFree(service)),
                        refusal -> Optional.of(new Result.Barred("somebody else keeps changing the routes")))
                .map(result -> ((Result.Barred) result).because());
    }
}
