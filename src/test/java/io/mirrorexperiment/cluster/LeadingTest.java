package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LeadingTest {
    private static final Duration TERM = Duration.ofSeconds(3);

    private final KubeApi api = KubeApi.start(KubeOptions.defaults());
    private final Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig()));
    private final AtomicInteger changes = new AtomicInteger();

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void oneLeadsAndTheOtherFollowsWhenItEnds() {
        Leading one = started("one");
        await(one::leads);
        try (Leading two = started("two")) {
            await(() -> two.reached().isAfter(Instant.EPOCH));
            assertThat(two.leads()).isFalse();

            one.close();

            await(two::leads);
            assertThat(one.leads()).isFalse();
        }
    }

    @Test
    void aLeaderThatCannotRenewLeadsNoLongerAndIsToldSo() {
        try (Leading one = started("one")) {
            await(one::leads);

            api.faults().always((method, path) -> true, Fault.unavailable());
            await(() -> changes.get() == 2);
            assertThat(one.leads()).isFalse();

            api.faults().clear();
            await(() -> one.leads() && changes.get() == 3);
        }
    }

    @Test
    void aDeadLeaderIsFollowedAfterItsTerm() {
        try (Leading dead = started("dead")) {
            await(dead::leads);
        }
        cluster.replace(held("dead"));
        long since = System.nanoTime();
        try (Leading next = started("next")) {
            await(next::leads);

            assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(TERM);
        }
    }

    private Manifest held(String by) {
        return cluster.read(new Address(Kind.LEASE, "default", "office"))
                .orElseThrow()
                .with(by, "spec", "holderIdentity");
    }

    private Leading started(String candidate) {
        Leading leading = new Leading(cluster, "office", candidate, TERM, Clock.systemUTC(), changes::incrementAndGet);
        leading.start();
        return leading;
    }

    private static void await(BooleanSupplier so) {
        while (!so.getAsBoolean()) {
            LockSupport.parkNanos(5_000_000);
        }
    }
}
