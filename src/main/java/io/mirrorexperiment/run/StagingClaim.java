package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claim;
import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.Grant;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.traffic.scenario.Target;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The claim of one writing of a scenario: no run and no other writer works on the same objects meanwhile. Used once. */
final class StagingClaim {
    private static final String NAME = "scenario-of-";
    private static final String ENDED = "done";

    private final Cluster cluster;
    private final Claims claims;
    private final Clock clock;
    private Optional<Claim> taken = Optional.empty();

    StagingClaim(Cluster cluster, Clock clock) {
        this.cluster = cluster;
        this.claims = new Claims(cluster, clock);
        this.clock = clock;
    }

    /**
     * Takes all of it.
     *
     * @param longest time that the writing takes at most
     * @return who is in the way; empty if it is ours
     */
    Optional<String> take(Target target, List<Address> targets, Duration longest) {
        Instant now = cluster.serverTime().orElseGet(clock::instant);
        String run = NAME + target.namespace() + "." + target.service();
        Claim claim = new Claim(
                targets,
                run + "/" + UUID.randomUUID(),
                run,
                claims.nextGeneration(targets),
                now.plus(longest),
                Map.of());
        if (claims.take(claim) instanceof Grant.Held held) {
            if (!isDead(held, now)) {
                return Optional.of(words(held));
            }
            claims.release(
                    new Claim(List.of(held.target()), held.holder(), held.run(), Long.MAX_VALUE, now, Map.of()),
                    "expired");
            return take(target, targets, longest);
        }
        taken = Optional.of(claim);
        return Optional.empty();
    }

    boolean isOurs() {
        return taken.filter(claims::confirm).isPresent();
    }

    void release() {
        taken.ifPresent(claim -> claims.release(claim, ENDED));
    }

    /** Only a writing of a scenario, whose end is known; a run is never taken for dead. */
    private static boolean isDead(Grant.Held held, Instant now) {
        return held.run().startsWith(NAME)
                && held.deadline().filter(now::isAfter).isPresent();
    }

    private static String words(Grant.Held held) {
        return "%s is claimed by %s since %s: wait for its end, or restore it first."
                .formatted(held.target().words(), held.run(), held.since());
    }
}
