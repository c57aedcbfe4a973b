package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.shell.Tool;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the mesh behaves beyond what its objects say.
 *
 * @param seed of all chance; the same seed makes the same decisions for the same sequence of requests
 * @param pushDelay from the change of an object until the proxies obey it
 * @param shadowSuffix whether {@code -shadow} is appended to the authority of mirrored copies, as Istio does before
 *     1.28
 * @param ignoreMirrors whether mirrors are accepted but nothing is sent, as by a known fault of Istio 1.8.1
 * @param dropMirrorShare share of the mirrored copies that get lost on their way, 0 to 1
 * @param clock for the time-stamps of logs, and by which Knative's revisions are idle
 * @param speed how many times as fast as they say command lines sleep and make load
 * @param tools what containers of further images do, by the name of their repository
 */
public record MeshOptions(
        long seed,
        Duration pushDelay,
        boolean shadowSuffix,
        boolean ignoreMirrors,
        double dropMirrorShare,
        Clock clock,
        double speed,
        Map<String, Tool> tools) {
    /** Copies, and checks the ranges. */
    public MeshOptions {
        tools = Map.copyOf(tools);
        if (pushDelay.isNegative()) {
            throw new IllegalArgumentException("The push delay can't be negative, but is " + pushDelay);
        }
        if (!(dropMirrorShare >= 0 && dropMirrorShare <= 1)) {
            throw new IllegalArgumentException("dropMirrorShare must be from 0 to 1, but is " + dropMirrorShare);
        }
        if (!(speed > 0 && speed <= 1000)) {
            throw new IllegalArgumentException("The speed must be above 0, to 1000 at most, but is " + speed);
        }
    }

    /** Seed 1, pushes after 50 ms, no suffix, mirrors that work, the system's clock. */
    public static MeshOptions defaults() {
        return new MeshOptions(1, Duration.ofMillis(50), false, false, 0, Clock.systemUTC(), 1, Map.of());
    }

    /** The same with another seed. */
    public MeshOptions withSeed(long other) {
        return new MeshOptions(other, pushDelay, shadowSuffix, ignoreMirrors, dropMirrorShare, clock, speed, tools);
    }

    /** The same with another push delay. */
    public MeshOptions withPushDelay(Duration other) {
        return new MeshOptions(seed, other, shadowSuffix, ignoreMirrors, dropMirrorShare, clock, speed, tools);
    }

    /** The same with or without the suffix. */
    public MeshOptions withShadowSuffix(boolean appended) {
        return new MeshOptions(seed, pushDelay, appended, ignoreMirrors, dropMirrorShare, clock, speed, tools);
    }

    /** The same with mirrors that work or are ignored. */
    public MeshOptions withIgnoreMirrors(boolean ignored) {
        return new MeshOptions(seed, pushDelay, shadowSuffix, ignored, dropMirrorShare, clock, speed, tools);
    }

    /** The same with another share of lost copies. */
    public MeshOptions withDropMirrorShare(double share) {
        return new MeshOptions(seed, pushDelay, shadowSuffix, ignoreMirrors, share, clock, speed, tools);
    }

    /** The same with another clock. */
    public MeshOptions withClock(Clock other) {
        return new MeshOptions(seed, pushDelay, shadowSuffix, ignoreMirrors, dropMirrorShare, other, speed, tools);
    }

    /** The same with command lines that are so many times as fast. */
    public MeshOptions withSpeed(double factor) {
        return new MeshOptions(seed, pushDelay, shadowSuffix, ignoreMirrors, dropMirrorShare, clock, factor, tools);
    }

    /** The same where containers of one more image run a command line. */
    public MeshOptions withTool(String repository, Tool tool) {
        Map<String, Tool> all = new TreeMap<>(tools);
        all.put(repository, tool);
        return new MeshOptions(seed, pushDelay, shadowSuffix, ignoreMirrors, dropMirrorShare, clock, speed, all);
    }
}
