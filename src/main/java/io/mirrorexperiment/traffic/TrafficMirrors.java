package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The traffic providers there are. To add one, add it here. */
public final class TrafficMirrors {
    private static final List<Kind> KINDS = List.of(Kind.VIRTUAL_SERVICE, Kind.DESTINATION_RULE);

    private TrafficMirrors() {}

    /** A route that has forgotten which generations it has seen; for routes that no run works on. */
    public static Manifest withoutTombstone(Manifest route) {
        return route.withoutAnnotation(Marks.GENERATION);
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
        for (TrafficMirror mirror : new TrafficMirror[] {
            new IstioMirror(),
            new KnativeMirror(),
            new FrontMirror(new GatewayApi()),
            new FrontMirror(new Contour()),
            new FrontMirror(new Traefik()),
            new ExistingMirror()
        }) {
            all.put(mirror.name(), mirror);
        }
        return Collections.unmodifiableMap(all);
    }
}
