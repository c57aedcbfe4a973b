package io.mirrorexperiment.sandbox.mesh;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sandbox's chance: one stream of numbers per purpose, all from one seed. The n-th draw of a stream is always the
 * same for the same seed, whatever other streams do. Thread-safe.
 */
public final class Dice {
    private final long seed;
    private final Map<String, Random> streams = new ConcurrentHashMap<>();

    /** Streams of that seed, from their beginnings. */
    public Dice(long seed) {
        this.seed = seed;
    }

    /** The stream of one purpose; the same object for the same name. */
    public Random stream(String purpose) {
        return streams.computeIfAbsent(purpose, name -> new Random(scramble(seed, name)));
    }

    /** Steps of FNV-1a over the name, then the finishing steps of SplitMix64, so that near seeds lie far apart. */
    private static long scramble(long seed, String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        long mixed = seed + hash * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
