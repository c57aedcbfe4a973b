package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.mesh.Breaker.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Who gets a connection, who waits, who is turned away; the order is that of Envoy's ConnPoolImplBase::newStreamImpl. */
class BreakerTest {
    private static final Endpoint A = new Pod("a");
    private static final Endpoint B = new Pod("b");
    private static final List<Endpoint> BOTH = List.of(A, B);
    private static final int ANY = Integer.MAX_VALUE;

    private record Pod(String name) implements Endpoint {
        @Override
        public Peer peer() {
            return Peer.UNKNOWN;
        }

        @Override
        public Map<String, String> labels() {
            return Map.of();
        }

        @Override
        public OptionalInt doorFor(int containerPort) {
            return OptionalInt.of(1);
        }
    }

    private static Entry enter(Breaker breaker, Endpoint to) {
        return breaker.enter(to, BOTH, Duration.ofMillis(5));
    }

    @Test
    void aRequestTakesTheOnlyConnectionAndGivesItBack() {
        Breaker breaker = new Breaker(new Limits(1, 1, ANY, ANY, 0));
        Entry first = enter(breaker, A);
        assertThat(first).isEqualTo(new Entry.Admitted(A, 0));
        assertThat(enter(breaker, A)).as("waits in vain").isEqualTo(new Entry.Late());
        breaker.leave((Entry.Admitted) first, true);
        assertThat(enter(breaker, A)).isEqualTo(new Entry.Admitted(A, 1));
    }

    @Test
    void aPodWithoutAConnectionAlwaysGetsOne() {
        Breaker breaker = new Breaker(new Limits(1, 1, ANY, ANY, 0));
        enter(breaker, A);
        assertThat(enter(breaker, B)).isEqualTo(new Entry.Admitted(B, 0));
    }

    @Test
    void whoFindsAllPlacesTakenIsTurnedAway() throws Exception {
        Breaker breaker = new Breaker(new Limits(1, 1, ANY, ANY, 0));
        Entry first = enter(breaker, A);
        Thread waits = new Thread(() -> breaker.enter(A, BOTH, Duration.ofSeconds(20)));
        waits.start();
        Stage.await(() -> waits.getState() == Thread.State.TIMED_WAITING);
        assertThat(enter(breaker, A)).isEqualTo(new Entry.Overflow(false));
        assertThat(enter(breaker, B))
                .as("places are the cluster's, not the pod's")
                .isEqualTo(new Entry.Overflow(false));
        breaker.leave((Entry.Admitted) first, true);
        waits.join();
    }

    @Test
    void aConnectionIsClosedAfterItsRequests() {
        Breaker breaker = new Breaker(new Limits(ANY, ANY, ANY, ANY, 2));
        for (int served : List.of(0, 1, 0)) {
            Entry entry = enter(breaker, A);
            assertThat(entry).isEqualTo(new Entry.Admitted(A, served));
            breaker.leave((Entry.Admitted) entry, true);
        }
    }

    @Test
    void aBrokenConnectionIsNotUsedAgain() {
        Breaker breaker = new Breaker(Limits.NONE);
        breaker.leave((Entry.Admitted) enter(breaker, A), false);
        assertThat(enter(breaker, A)).isEqualTo(new Entry.Admitted(A, 0));
    }

    @Test
    void connectionsToPodsThatHaveGoneAreGone() {
        Breaker breaker = new Breaker(new Limits(1, 1, ANY, ANY, 0));
        breaker.leave((Entry.Admitted) enter(breaker, A), true);
        Entry onlyB = breaker.enter(B, List.of(B), Duration.ofMillis(5));
        assertThat(onlyB).isEqualTo(new Entry.Admitted(B, 0));
        assertThat(breaker.mayOpen()).isFalse();
    }

    @Test
    void plainConnectionsNeverWait() {
        Breaker breaker = new Breaker(new Limits(1, ANY, ANY, ANY, 0));
        assertThat(breaker.mayOpen()).isTrue();
        assertThat(breaker.mayOpen()).isFalse();
        breaker.closed();
        assertThat(breaker.mayOpen()).isTrue();
    }
}
