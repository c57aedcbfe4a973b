package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Ground;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claims as every API server has to let us make them, by whatever it is served. */
abstract class ClaimsContract {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");

    final Ground ground;
    final Cluster cluster;
    final String namespace;
    final Claims claims;
    final Address route;
    final Address workload;
    final List<Address> both;
    final Claim ours;
    final Claim other;

    ClaimsContract(Ground ground) {
        this.ground = ground;
        this.cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
        this.namespace = cluster.namespace();
        this.claims = new Claims(cluster, Clock.fixed(NOW, ZoneOffset.UTC));
        this.route = new Address(Kind.VIRTUAL_SERVICE, namespace, "reviews");
        this.workload = new Address(Kind.DEPLOYMENT, namespace, "reviews-v1");
        this.both = List.of(route, workload);
        this.ours = claim("shop.reviews.1", both, 1);
        this.other = claim("shop.rival.1", both, 1);
    }

    @AfterEach
    void close() {
        cluster.close();
        ground.close();
    }

    @Test
    void takesALeasePerTarget() {
        Grant grant = claims.take(ours);

        assertThat(grant).isEqualTo(new Grant.Granted(ours));
        assertThat(lease(route).text("spec", "holderIdentity")).contains("shop.reviews.1/token");
        assertThat(lease(workload).text("spec", "acquireTime")).contains("2026-11-21T10:00:00.123456Z");
    }

    @Test
    void writesTimesWithExactlySixDigits() {
        new Claims(cluster, Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC)).take(ours);

        assertThat(lease(route).text("spec", "renewTime")).contains("2026-11-21T10:00:00.000000Z");
    }

    @Test
    void takingAgainIsGrantedToTheSameHolder() {
        claims.take(ours);

        assertThat(claims.take(ours)).isInstanceOf(Grant.Granted.class);
    }

    @Test
    void refusesASecondRunWithTheHoldersName() {
        claims.take(ours);

        Grant grant = claims.take(other);

        assertThat(grant)
                .isEqualTo(new Grant.Held(
                        workload,
                        "shop.reviews.1/token",
                        "shop.reviews.1",
                        NOW,
                        Optional.of(Instant.parse("2026-11-21T11:00:00Z"))));
    }

    @Test
    void aRefusedClaimChangesNothing() {
        claims.take(claim("shop.reviews.1", List.of(route), 1));

        Grant grant = claims.take(other);

        assertThat(grant).isInstanceOf(Grant.Held.class);
        assertThat(stored(workload)).isEmpty();
    }

    @Test
    void aRefusedClaimLeavesEndedLeasesAsTheyWere() {
        Claim first = claim("shop.first.4", List.of(workload), 4);
        claims.take(first);
        claims.release(first, "promoted");
        Manifest before = lease(workload);
        claims.take(claim("shop.reviews.1", List.of(route), 1));

        claims.take(claim("shop.rival.5", both, 5));

        assertThat(content(lease(workload))).isEqualTo(content(before));
    }

    /** Without what a server writes by itself; it notes the second of each write. */
    private static Manifest content(Manifest lease) {
        return lease.without("metadata", "resourceVersion").without("metadata", "managedFields");
    }

    @Test
    void aRefusedClaimKeepsWhatItsHolderHadBefore() {
        claims.take(claim("shop.rival.1", List.of(workload), 1));
        claims.take(claim("shop.reviews.1", List.of(route), 1));

        claims.take(other);

        assertThat(claims.confirm(claim("shop.rival.1", List.of(workload), 1))).isTrue();
    }

    @Test
    void confirmsWhatItHolds() {
        claims.take(ours);

        assertThat(claims.confirm(ours)).isTrue();
        assertThat(claims.confirm(other)).isFalse();
        assertThat(claims.confirm(claim("shop.reviews.1", both, 2))).isFalse();
    }

    @Test
    void aReleasedClaimIsNotConfirmedAndCanBeTakenByTheNextGeneration() {
        claims.take(ours);
        claims.release(ours, "promoted");
        Claim next = claim("shop.rival.2", both, 2);

        Grant grant = claims.take(next);

        assertThat(grant).isEqualTo(new Grant.Granted(next));
        assertThat(claims.confirm(ours)).isFalse();
        assertThat(lease(route).number("spec", "leaseTransitions")).contains(1L);
    }

    @Test
    void releasingKeepsTheGenerationAndSaysHowItEnded() {
        claims.take(ours);

        claims.release(ours, "rolled-back");

        assertThat(lease(route).at("spec", "holderIdentity")).isEmpty();
        assertThat(lease(route).annotation("mirror-experiment.io/ended")).contains("rolled-back");
        assertThat(lease(route).annotation("mirror-experiment.io/ended-at")).contains(NOW.toString());
        assertThat(lease(route).annotation("mirror-experiment.io/generation")).contains("1");
    }

    @Test
    void releasingTwiceChangesNothing() {
        claims.take(ours);
        claims.release(ours, "promoted");
        Manifest before = lease(route);

        claims.release(ours, "aborted");

        assertThat(lease(route)).isEqualTo(before);
    }

    @Test
    void releasingNeverHarmsAForeignHolder() {
        claims.take(other);
        Manifest before = lease(route);

        claims.release(ours, "aborted");

        assertThat(lease(route)).isEqualTo(before);
        assertThat(claims.confirm(other)).isTrue();
    }

    @Test
    void releasingWhatIsGoneIsFine() {
        claims.release(ours, "aborted");

        assertThat(stored(route)).isEmpty();
    }

    @Test
    void aTwinWithAnOldGenerationNeitherTakesNorEndsAnExtendedClaim() {
        Claim extended = claim("shop.reviews.1", both, 2);
        claims.take(ours);
        claims.take(extended);

        claims.release(ours, "expired");

        assertThatThrownBy(() -> claims.take(ours)).hasMessageContaining("take the next generation");
        assertThat(claims.confirm(extended)).isTrue();
    }

    @Test
    void anEndedRunDoesNotComeBackToLife() {
        claims.take(ours);
        claims.release(ours, "aborted");

        assertThatThrownBy(() -> claims.take(ours))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
    }

    @Test
    void generationsGoOnFromTheHighestThatAnyTargetHasSeen() {
        assertThat(claims.nextGeneration(both)).isEqualTo(1);
        Claim first = claim("shop.reviews.7", List.of(route), 7);
        claims.take(first);
        claims.release(first, "promoted");

        assertThat(claims.nextGeneration(both)).isEqualTo(8);
    }

    @Test
    void renewingSaysWhenTheNextRenewalIsDue() {
        claims.take(ours);
        String before = lease(route).resourceVersion();

        claims.renew(ours, Duration.ofMillis(90_500));

        assertThat(lease(route).number("spec", "leaseDurationSeconds")).contains(91L);
        assertThat(lease(route).resourceVersion()).isNotEqualTo(before);
    }

    @Test
    void leasesOfANamespaceTakeTurnsOfHalfAMinute() {
        claims.take(ours);
        Set<Long> told = new HashSet<>();

        for (int look = 1; look <= 6; look++) {
            List<String> before = versions();
            assertThat(at(look).tend(ours, Duration.ofSeconds(90 + look), NOW.plusSeconds(10L * look - 10)))
                    .isTrue();
            List<String> after = versions();
            if (!after.equals(before)) {
                assertThat(after).as("one of them at a time").containsAnyElementsOf(before);
                told.add(lease(after.get(0).equals(before.get(0)) ? workload : route)
                        .number("spec", "leaseDurationSeconds")
                        .orElseThrow());
            }
        }

        assertThat(told).as("looks that renewed one, in a minute").hasSize(2);
    }

    @Test
    void whoLooksSeldomTendsAllOfThem() {
        claims.take(ours);
        List<String> before = versions();

        boolean held = claims.tend(ours, Duration.ofSeconds(90), NOW.minusSeconds(60));

        assertThat(held).isTrue();
        assertThat(versions()).doesNotContainAnyElementsOf(before);
        assertThat(lease(route).number("spec", "leaseDurationSeconds")).contains(90L);
    }

    @Test
    void aLeaseIsNotTendedTwiceInItsTurn() {
        claims.take(ours);
        List<String> before = versions();

        boolean held = claims.tend(ours, Duration.ofSeconds(90), NOW);

        assertThat(held).isTrue();
        assertThat(versions()).isEqualTo(before);
    }

    private Claims at(int look) {
        return new Claims(cluster, Clock.fixed(NOW.plusSeconds(10L * look), ZoneOffset.UTC));
    }

    private List<String> versions() {
        return List.of(lease(route).resourceVersion(), lease(workload).resourceVersion());
    }

    @Test
    void tendingALostClaimSaysSo() {
        claims.take(other);

        assertThat(claims.tend(ours, Duration.ofSeconds(90), NOW.minusSeconds(60)))
                .isFalse();
        assertThat(lease(route).text("spec", "holderIdentity")).contains(other.holder());
    }

    @Test
    void renewingALostClaimFails() {
        claims.take(other);

        assertThatThrownBy(() -> claims.renew(ours, Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
                .hasMessageContaining("no longer holds Lease ");
    }

    @Test
    void tellsEveryClaimWithItsNotes() {
        claims.take(ours);

        StandingClaim standing = claims.all(Optional.of(namespace)).get(0);

        assertThat(claims.all(Optional.empty()))
                .filteredOn(each -> each.leases().stream()
                        .anyMatch(lease -> lease.namespace().equals(namespace)))
                .hasSize(1);
        assertThat(standing.claim().map(Claim::notes)).contains(ours.notes());
        assertThat(standing.claim().map(Claim::holder)).contains(ours.holder());
        assertThat(standing.targets()).containsExactlyInAnyOrderElementsOf(both);
        assertThat(standing.deadline()).contains(ours.deadline());
        assertThat(standing.promise()).isEqualTo(Claims.FIRST_PROMISE);
        assertThat(standing.isEnded()).isFalse();
    }

    @Test
    void tellsEndedClaimsToo() {
        claims.take(ours);
        claims.release(ours, "promoted");

        StandingClaim standing = claims.all(Optional.of(namespace)).get(0);

        assertThat(standing.isEnded()).isTrue();
        assertThat(standing.ended()).contains("promoted");
        assertThat(standing.endedAt()).contains(NOW);
        assertThat(standing.generation()).isEqualTo(1);
    }

    @Test
    void aHalfReleasedClaimStillStands() {
        claims.take(ours);
        claims.release(claim("shop.reviews.1", List.of(workload), 1), "promoted");

        StandingClaim standing = claims.all(Optional.of(namespace)).get(0);

        assertThat(standing.isEnded()).isFalse();
        assertThat(standing.targets()).containsExactlyInAnyOrderElementsOf(both);
    }

    @Test
    void purgesOnlyWhatHasEnded() {
        claims.take(ours);
        StandingClaim standing = claims.all(Optional.of(namespace)).get(0);
        claims.release(ours, "promoted");
        StandingClaim ended = claims.all(Optional.of(namespace)).get(0);

        claims.purge(ended);

        assertThatThrownBy(() -> claims.purge(standing)).isInstanceOf(IllegalArgumentException.class);
        assertThat(claims.all(Optional.of(namespace))).isEmpty();
    }

    @Test
    void purgingLeavesALeaseThatWasTakenAgain() {
        claims.take(ours);
        claims.release(ours, "promoted");
        StandingClaim ended = claims.all(Optional.of(namespace)).get(0);
        Claim next = claim("shop.rival.2", both, 2);
        claims.take(next);

        claims.purge(ended);

        assertThat(claims.confirm(next)).isTrue();
    }

    @Test
    void isStaleOnlyWhenNothingChangedForTheWholePromise() {
        claims.take(ours);
        StandingClaim first = claims.all(Optional.of(namespace)).get(0);
        StandingClaim same = claims.all(Optional.of(namespace)).get(0);
        // A write that changes nothing is none for Kubernetes, and the clock stands still here.
        claims.renew(ours, Claims.FIRST_PROMISE.plusSeconds(1));
        StandingClaim renewed = claims.all(Optional.of(namespace)).get(0);

        assertThat(Claims.stale(first, same, Claims.FIRST_PROMISE)).isTrue();
        assertThat(Claims.stale(first, same, Claims.FIRST_PROMISE.minusNanos(1)))
                .isFalse();
        assertThat(Claims.stale(first, renewed, Duration.ofDays(1))).isFalse();
    }

    @Test
    void anEndedClaimIsNeverStale() {
        claims.take(ours);
        claims.release(ours, "promoted");
        StandingClaim ended = claims.all(Optional.of(namespace)).get(0);

        assertThat(Claims.stale(ended, ended, Duration.ofDays(1))).isFalse();
    }

    @Test
    void aStaleClaimOfAnotherIsStillNotTaken() {
        claims.take(claim("shop.dead.1", both, 1));

        Grant grant = new Claims(cluster, Clock.fixed(NOW.plus(Duration.ofDays(365)), ZoneOffset.UTC)).take(ours);

        assertThat(grant).isInstanceOf(Grant.Held.class);
    }

    @Test
    void refusesNotesThatALeaseCannotKeep() {
        Claim large = new Claim(both, "h", "shop.reviews.1", 1, NOW, Map.of("original", "x".repeat(200 * 1024)));

        assertThatThrownBy(() -> claims.take(large))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining("200 KiB");
        assertThat(stored(route)).isEmpty();
    }

    final Manifest lease(Address target) {
        return stored(target).orElseThrow();
    }

    final Optional<Manifest> stored(Address target) {
        return cluster.read(Leases.address(target, namespace));
    }

    static Claim claim(String run, List<Address> targets, long generation) {
        return new Claim(
                targets,
                run + "/token",
                run,
                generation,
                Instant.parse("2026-11-21T11:00:00Z"),
                Map.of("VirtualService.networking.istio.io/shop/reviews", "{\"http\":[40.0,\"ü\"]}"));
    }
}
