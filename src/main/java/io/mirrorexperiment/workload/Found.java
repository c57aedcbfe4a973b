package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.util.Map;

/** An answer about workloads: the thing asked for, or why there is none. */
public sealed interface Found<T> {
    /**
     * It is there.
     *
     * @param value the thing
     */
    record There<T>(T value) implements Found<T> {}

    /**
     * It is not, or it is not clear which.
     *
     * @param because what was looked for, what was found, and the way out
     */
    record NotClear<T>(String because) implements Found<T> {}

    /**
     * What tells two workloads' pods apart.
     *
     * @param live labels of the live pods
     * @param dark labels of the dark pods, with the same keys and other values
     */
    record Distinction(Map<String, String> live, Map<String, String> dark) {
        /** Copies. */
        public Distinction {
            live = Map.copyOf(live);
            dark = Map.copyOf(dark);
        }
    }

    /**
     * What a clone is made of.
     *
     * @param manifest the dark workload, ready to be created
     * @param container the container whose image was exchanged
     */
    record Cloned(Manifest manifest, String container) {}
}
