package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The traffic providers there are. To add one, add it here. */
public final class TrafficMirrors {
    private TrafficMirrors() {}

    /** A route that has forgotten which generations it has seen; for routes that no run works on. */
    public static Manifest withoutTombstone(Manifest route) {
        return route.withoutAnnotation(Marks.GENERATION);
    }

    /** Provider by its word in a spec, sorted by word. */
    public static Map<String, TrafficMirror> all() {
        Map<String, TrafficMirror> all = new TreeMap<>();
        for (TrafficMirror mirror : new TrafficMirror[] {new IstioMirror(), new ExistingMirror()}) {
            all.put(mirror.name(), mirror);
        }
        return Collections.unmodifiableMap(all);
    }
}
