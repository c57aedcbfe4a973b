package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The traffic providers there are. To add one, add it here. */
public final class TrafficMirrors {
    private static final List<TrafficMirror> FRONTS =
            List.of(new FrontMirror(new GatewayApi()), new FrontMirror(new Contour()), new FrontMirror(new Traefik()));
    private static final List<Kind> KINDS =
            List.of(Kind.VIRTUAL_SERVICE, Kind.DESTINATION_RULE, Kind.SERVICE, Kind.TRAEFIK_SERVICE);

    private TrafficMirrors() {}

    /** A route that has forgotten which generations it has seen; for routes that no run works on. */
    public static Manifest withoutTombstone(Manifest route) {
        return route.withoutAnnotation(Marks.GENERATION);
    }

    /** A Service as its owner selects pods: without what a run may have narrowed it to. */
    public static Manifest whole(Manifest service) {
        return service.kind().equals(Kind.SERVICE) ? Fronts.unpinned(service) : service;
    }

    /** The providers whose versions are Services. */
    public static List<TrafficMirror> byServices() {
        return FRONTS;
    }

    /** The provider of that word. */
    public static TrafficMirror named(String word) {
        return Optional.ofNullable(all().get(word))
                .orElseThrow(() -> new IllegalStateException("there is no traffic provider " + word));
    }

    /** Kinds that runs make anew, so that one may be left behind. */
    public static List<Kind> made() {
        return KINDS;
    }

    /** The providers that make objects of a kind. */
    public static List<TrafficMirror> makersOf(Kind kind) {
        return kind.equals(Kind.SERVICE) || kind.equals(Kind.TRAEFIK_SERVICE)
                ? FRONTS.stream()
                        .filter(front ->
                                kind.equals(Kind.SERVICE) || front.kinds().contains(kind))
                        .toList()
                : List.of(new IstioMirror());
    }

    /** A route as it may stand in git: without what runs write on it for themselves. */
    public static Manifest unmarked(Manifest route) {
        return Marks.unmarked(withoutTombstone(route));
    }

    /** A route with the mark of a course's run, if its name is the one that runs give to routes that they make for the service. */
    public static Manifest marked(Manifest route, Course course) {
        boolean ours = KINDS.contains(route.kind())
                && route.namespace().equals(course.namespace())
                && route.name().equals(Marks.nameFor(course.service()))
                && namesOnlyOurs(route, course);
        return ours ? Marks.mark(route, course.run()) : route;
    }

    /** A promotion leaves routes of that name to the user, with subsets of the user's in them. */
    private static boolean namesOnlyOurs(Manifest route, Course course) {
        Stream<String> subsets = route.kind().equals(Kind.DESTINATION_RULE)
                ? new DestinationRule(route).subsets().stream().map(Subset::name)
                : new VirtualService(route).subsetsOf(ServiceHost.of(course));
        return subsets.allMatch(List.of(Marks.LIVE, Marks.DARK)::contains);
    }

    /** The Service for which a run made a route object; empty for objects that are the user's, or no route. */
    public static Optional<String> madeFor(Manifest object) {
        return Optional.of(object)
                .filter(route -> KINDS.contains(route.kind()) && Marks.ours(route))
                .map(Manifest::name)
                .filter(name -> name.startsWith(Marks.nameFor("")))
                .map(name -> name.substring(Marks.nameFor("").length()));
    }

    /** Provider by its word in a spec, sorted by word. */
    public static Map<String, TrafficMirror> all() {
        Map<String, TrafficMirror> all = new TreeMap<>();
        for (TrafficMirror mirror :
                new TrafficMirror[] {new IstioMirror(), new KnativeMirror(), new ExistingMirror()}) {
            all.put(mirror.name(), mirror);
        }
        FRONTS.forEach(front -> all.put(front.name(), front));
        return Collections.unmodifiableMap(all);
    }
}
