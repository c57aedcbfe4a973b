package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.real.Ground;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two processes, each with its own connections, that want the same objects at the same time. */
abstract class ClaimsRaceContract {
    private static final int ROUNDS = 100;

    abstract Ground ground();

    @Test
    void exactlyOneOfTwoIsGrantedInEveryRound() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Ground here = ground();
                Cluster one = Cluster.connect(ClusterOptions.fromKubeconfigText(here.kubeconfig()));
                Cluster two = Cluster.connect(ClusterOptions.fromKubeconfigText(here.kubeconfig()))) {
            CyclicBarrier start = new CyclicBarrier(2);
            for (int round = 1; round <= ROUNDS; round++) {
                Claim first = claim(here, "first", round);
                Claim second = claim(here, "second", round);

                List<Grant> grants = inParallel(threads, () -> take(one, first, start), () -> take(two, second, start));

                assertThat(grants)
                        .as("round %d", round)
                        .filteredOn(Grant.Granted.class::isInstance)
                        .hasSize(1);
                Claim winner = grants.get(0) instanceof Grant.Granted ? first : second;
                assertThat(new Claims(one, Clock.systemUTC()).confirm(winner)).isTrue();
                new Claims(one, Clock.systemUTC()).release(winner, "promoted");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Grant take(Cluster cluster, Claim claim, CyclicBarrier start) throws Exception {
        start.await(20, TimeUnit.SECONDS);
        return new Claims(cluster, Clock.systemUTC()).take(claim);
    }

    private static List<Grant> inParallel(ExecutorService threads, Callable<Grant> one, Callable<Grant> two)
            throws InterruptedException, ExecutionException {
        List<Grant> grants = new ArrayList<>();
        for (Future<Grant> future : threads.invokeAll(List.of(one, two))) {
            grants.add(future.get());
        }
        return grants;
    }

    private static Claim claim(Ground here, String who, int round) {
        List<Address> targets = List.of(
                new Address(Kind.VIRTUAL_SERVICE, here.namespace(), "reviews"),
                new Address(Kind.DEPLOYMENT, here.namespace(), "reviews-v1"),
                new Address(Kind.DESTINATION_RULE, here.namespace(), "reviews"));
        return new Claim(targets, who + "-" + round, "default." + who + "." + round, round, Instant.EPOCH, Map.of());
    }
}
