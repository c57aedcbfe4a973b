package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.cluster.LoopbackApi.Reply;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClaimsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456Z");
    private static final Address ROUTE = new Address(Kind.VIRTUAL_SERVICE, "shop", "reviews");
    private static final Address WORKLOAD = new Address(Kind.DEPLOYMENT, "shop", "reviews-v1");
    private static final List<Address> BOTH = List.of(ROUTE, WORKLOAD);
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/shop/leases/";
    private static final String ROUTE_LEASE = LEASES + "mirror-experiment.virtualservice.reviews";
    private static final String WORKLOAD_LEASE = LEASES + "mirror-experiment.deployment.reviews-v1";

    private final LoopbackApi api = new LoopbackApi();
    private final Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig("t")));
    private final Claims claims = new Claims(cluster, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Claim ours = claim("shop.reviews.1", BOTH, 1);
    private final Claim other = claim("shop.rival.1", BOTH, 1);

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void takesALeasePerTarget() {
        Grant grant = claims.take(ours);

        assertThat(grant).isEqualTo(new Grant.Granted(ours));
        assertThat(api.stored(ROUTE_LEASE)
                        .orElseThrow()
                        .at("/spec/holderIdentity")
                        .asText())
                .isEqualTo("shop.reviews.1/token");
        assertThat(api.stored(WORKLOAD_LEASE)
                        .orElseThrow()
                        .at("/spec/acquireTime")
                        .asText())
                .isEqualTo("2026-11-21T10:00:00.123456Z");
    }

    @Test
    void writesTimesWithExactlySixDigits() {
        new Claims(cluster, Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC)).take(ours);

        assertThat(api.stored(ROUTE_LEASE).orElseThrow().at("/spec/renewTime").asText())
                .isEqualTo("2026-11-21T10:00:00.000000Z");
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
                        WORKLOAD,
                        "shop.reviews.1/token",
                        "shop.reviews.1",
                        NOW,
                        Optional.of(Instant.parse("2026-11-21T11:00:00Z"))));
    }

    @Test
    void aRefusedClaimChangesNothing() {
        claims.take(claim("shop.reviews.1", List.of(ROUTE), 1));

        Grant grant = claims.take(other);

        assertThat(grant).isInstanceOf(Grant.Held.class);
        assertThat(api.stored(WORKLOAD_LEASE)).isEmpty();
    }

    @Test
    void aRefusedClaimLeavesEndedLeasesAsTheyWere() {
        Claim first = claim("shop.first.4", List.of(WORKLOAD), 4);
        claims.take(first);
        claims.release(first, "promoted");
        Manifest before = lease(WORKLOAD);
        claims.take(claim("shop.reviews.1", List.of(ROUTE), 1));

        claims.take(claim("shop.rival.5", BOTH, 5));

        assertThat(lease(WORKLOAD).without("metadata", "resourceVersion"))
                .isEqualTo(before.without("metadata", "resourceVersion"));
    }

    @Test
    void aRefusedClaimKeepsWhatItsHolderHadBefore() {
        claims.take(claim("shop.rival.1", List.of(WORKLOAD), 1));
        claims.take(claim("shop.reviews.1", List.of(ROUTE), 1));

        claims.take(other);

        assertThat(claims.confirm(claim("shop.rival.1", List.of(WORKLOAD), 1))).isTrue();
    }

    @Test
    void aClaimThatFailsHalfwayIsGivenBack() {
        api.trouble(request -> request.method().equals("POST") && request.body().contains("virtualservice")
                ? Optional.of(new Reply(403, LoopbackApi.status(403, "Forbidden", "leases is forbidden")))
                : Optional.empty());

        ClusterException failure = catchThrowableOfType(ClusterException.class, () -> claims.take(ours));

        assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(api.stored(WORKLOAD_LEASE)).isEmpty();
    }

    @Test
    void aLeaseThatWasMadeThoughItsAnswerGotLostIsGivenBackToo() {
        claims.take(claim("shop.reviews.1", List.of(ROUTE), 1));
        AtomicBoolean first = new AtomicBoolean(true);
        // The server makes the lease; the transport sends the request once more and hears that it exists.
        api.trouble(request -> {
            if (request.method().equals("POST") && first.getAndSet(false)) {
                api.put(WORKLOAD_LEASE, request.body());
            }
            return Optional.empty();
        });

        claims.take(other);

        assertThat(api.stored(WORKLOAD_LEASE)).isEmpty();
    }

    @Test
    void confirmsWhatItHolds() {
        claims.take(ours);

        assertThat(claims.confirm(ours)).isTrue();
        assertThat(claims.confirm(other)).isFalse();
        assertThat(claims.confirm(claim("shop.reviews.1", BOTH, 2))).isFalse();
    }

    @Test
    void aReleasedClaimIsNotConfirmedAndCanBeTakenByTheNextGeneration() {
        claims.take(ours);
        claims.release(ours, "promoted");
        Claim next = claim("shop.rival.2", BOTH, 2);

        Grant grant = claims.take(next);

        assertThat(grant).isEqualTo(new Grant.Granted(next));
        assertThat(claims.confirm(ours)).isFalse();
        assertThat(lease(ROUTE).number("spec", "leaseTransitions")).contains(1L);
    }

    @Test
    void releasingKeepsTheGenerationAndSaysHowItEnded() {
        claims.take(ours);

        claims.release(ours, "rolled-back");

        assertThat(lease(ROUTE).at("spec", "holderIdentity")).isEmpty();
        assertThat(lease(ROUTE).annotation("mirror-experiment.io/ended")).contains("rolled-back");
        assertThat(lease(ROUTE).annotation("mirror-experiment.io/ended-at")).contains(NOW.toString());
        assertThat(lease(ROUTE).annotation("mirror-experiment.io/generation")).contains("1");
    }

    @Test
    void releasingTwiceChangesNothing() {
        claims.take(ours);
        claims.release(ours, "promoted");
        Manifest before = lease(ROUTE);

        claims.release(ours, "aborted");

        assertThat(lease(ROUTE)).isEqualTo(before);
    }

    @Test
    void releasingNeverHarmsAForeignHolder() {
        claims.take(other);
        Manifest before = lease(ROUTE);

        claims.release(ours, "aborted");

        assertThat(lease(ROUTE)).isEqualTo(before);
        assertThat(claims.confirm(other)).isTrue();
    }

    @Test
    void releasingWhatIsGoneIsFine() {
        claims.release(ours, "aborted");

        assertThat(api.stored(ROUTE_LEASE)).isEmpty();
    }

    @Test
    void aTwinWithAnOldGenerationNeitherTakesNorEndsAnExtendedClaim() {
        Claim extended = claim("shop.reviews.1", BOTH, 2);
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
        assertThat(claims.nextGeneration(BOTH)).isEqualTo(1);
        Claim first = claim("shop.reviews.7", List.of(ROUTE), 7);
        claims.take(first);
        claims.release(first, "promoted");

        assertThat(claims.nextGeneration(BOTH)).isEqualTo(8);
    }

    @Test
    void renewingSaysWhenTheNextRenewalIsDue() {
        claims.take(ours);
        String before = lease(ROUTE).resourceVersion();

        claims.renew(ours, Duration.ofMillis(90_500));

        assertThat(lease(ROUTE).number("spec", "leaseDurationSeconds")).contains(91L);
        assertThat(lease(ROUTE).resourceVersion()).isNotEqualTo(before);
    }

    @Test
    void renewingALostClaimFails() {
        claims.take(other);

        assertThatThrownBy(() -> claims.renew(ours, Duration.ofMinutes(1)))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT))
                .hasMessageContaining("no longer holds Lease shop/");
    }

    @Test
    void renewsThoughSomebodyTouchesTheLease() {
        claims.take(ours);
        AtomicBoolean first = new AtomicBoolean(true);
        api.trouble(request -> {
            if (request.method().equals("PUT") && first.getAndSet(false)) {
                api.touch(WORKLOAD_LEASE);
            }
            return Optional.empty();
        });

        claims.renew(ours, Duration.ofMinutes(5));

        assertThat(lease(WORKLOAD).number("spec", "leaseDurationSeconds")).contains(300L);
    }

    @Test
    void tellsEveryClaimWithItsNotes() {
        claims.take(ours);

        StandingClaim standing = claims.all(Optional.of("shop")).get(0);

        assertThat(claims.all(Optional.empty())).hasSize(1);
        assertThat(standing.claim().map(Claim::notes)).contains(ours.notes());
        assertThat(standing.claim().map(Claim::holder)).contains(ours.holder());
        assertThat(standing.targets()).containsExactlyInAnyOrderElementsOf(BOTH);
        assertThat(standing.deadline()).contains(ours.deadline());
        assertThat(standing.promise()).isEqualTo(Claims.FIRST_PROMISE);
        assertThat(standing.isEnded()).isFalse();
    }

    @Test
    void tellsEndedClaimsToo() {
        claims.take(ours);
        claims.release(ours, "promoted");

        StandingClaim standing = claims.all(Optional.of("shop")).get(0);

        assertThat(standing.isEnded()).isTrue();
        assertThat(standing.ended()).contains("promoted");
        assertThat(standing.endedAt()).contains(NOW);
        assertThat(standing.generation()).isEqualTo(1);
    }

    @Test
    void aHalfReleasedClaimStillStands() {
        claims.take(ours);
        claims.release(claim("shop.reviews.1", List.of(WORKLOAD), 1), "promoted");

        StandingClaim standing = claims.all(Optional.of("shop")).get(0);

        assertThat(standing.isEnded()).isFalse();
        assertThat(standing.targets()).containsExactlyInAnyOrderElementsOf(BOTH);
    }

    @Test
    void purgesOnlyWhatHasEnded() {
        claims.take(ours);
        StandingClaim standing = claims.all(Optional.empty()).get(0);
        claims.release(ours, "promoted");
        StandingClaim ended = claims.all(Optional.empty()).get(0);

        claims.purge(ended);

        assertThatThrownBy(() -> claims.purge(standing)).isInstanceOf(IllegalArgumentException.class);
        assertThat(claims.all(Optional.empty())).isEmpty();
    }

    @Test
    void purgingLeavesALeaseThatWasTakenAgain() {
        claims.take(ours);
        claims.release(ours, "promoted");
        StandingClaim ended = claims.all(Optional.empty()).get(0);
        Claim next = claim("shop.rival.2", BOTH, 2);
        claims.take(next);

        claims.purge(ended);

        assertThat(claims.confirm(next)).isTrue();
    }

    @Test
    void isStaleOnlyWhenNothingChangedForTheWholePromise() {
        claims.take(ours);
        StandingClaim first = claims.all(Optional.empty()).get(0);
        StandingClaim same = claims.all(Optional.empty()).get(0);
        claims.renew(ours, Claims.FIRST_PROMISE);
        StandingClaim renewed = claims.all(Optional.empty()).get(0);

        assertThat(Claims.stale(first, same, Claims.FIRST_PROMISE)).isTrue();
        assertThat(Claims.stale(first, same, Claims.FIRST_PROMISE.minusNanos(1)))
                .isFalse();
        assertThat(Claims.stale(first, renewed, Duration.ofDays(1))).isFalse();
    }

    @Test
    void anEndedClaimIsNeverStale() {
        claims.take(ours);
        claims.release(ours, "promoted");
        StandingClaim ended = claims.all(Optional.empty()).get(0);

        assertThat(Claims.stale(ended, ended, Duration.ofDays(1))).isFalse();
    }

    @Test
    void aStaleClaimOfAnotherIsStillNotTaken() {
        claims.take(claim("shop.dead.1", BOTH, 1));

        Grant grant = new Claims(cluster, Clock.fixed(NOW.plus(Duration.ofDays(365)), ZoneOffset.UTC)).take(ours);

        assertThat(grant).isInstanceOf(Grant.Held.class);
    }

    @Test
    void refusesNotesThatALeaseCannotKeep() {
        Claim large = new Claim(BOTH, "h", "shop.reviews.1", 1, NOW, Map.of("original", "x".repeat(200 * 1024)));

        assertThatThrownBy(() -> claims.take(large))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining("200 KiB");
        assertThat(api.stored(ROUTE_LEASE)).isEmpty();
    }

    private Manifest lease(Address target) {
        return cluster.read(Leases.address(target, "shop")).orElseThrow();
    }

    private static Claim claim(String run, List<Address> targets, long generation) {
        return new Claim(
                targets,
                run + "/token",
                run,
                generation,
                Instant.parse("2026-11-21T11:00:00Z"),
                Map.of("VirtualService.networking.istio.io/shop/reviews", "{\"http\":[40.0,\"ü\"]}"));
    }
}
