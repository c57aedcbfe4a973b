package io.mirrorexperiment.traffic;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The traffic providers there are. To add one, add it here. */
public final class TrafficMirrors {
    private TrafficMirrors() {}

    /** Provider by its word in a spec, sorted by word. */
    public static Map<String, TrafficMirror> all() {
        Map<String, TrafficMirror> all = new TreeMap<>();
        for (TrafficMirror mirror : new TrafficMirror[] {new IstioMirror(), new ExistingMirror()}) {
            all.put(mirror.name(), mirror);
        }
        return Collections.unmodifiableMap(all);
    }
}
