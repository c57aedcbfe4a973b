package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.mesh.ImageProfile.Strain;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which workloads are strained by requests of others right now. Thread-safe. */
final class StrainLedger {
    private record Felt(Strain strain, long untilNanos) {}

    private final Map<String, Felt> felt = new ConcurrentHashMap<>();

    /** A request that strains is under way, or has just ended. */
    void note(Strain strain) {
        felt.put(strain.workload(), new Felt(strain, System.nanoTime() + Strain.LINGERS.toNanos()));
    }

    /** What a workload suffers now. */
    Optional<Strain> on(String workload) {
        return Optional.ofNullable(felt.get(workload))
                .filter(entry -> entry.untilNanos() - System.nanoTime() > 0)
                .map(Felt::strain);
    }
}
