package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.StandingClaim;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that claimed and was killed before it could write that down, and that cannot begin any more. */
@Timeout(60)
class GivingBackTest {
    private static final String ROUTE_ELSEWHERE = """
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: edge}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: edge}
            spec:
              hosts: [bookshop.example]
              gateways: [edge/shop]
              http:
              - name: all
                route: [{destination: {host: reviews.default.svc.cluster.local}}]
            """;

    @Test
    void itGivesBackWhatItClaimedInOtherNamespacesToo() {
        try (World world = new World(Scenes.plain() + ROUTE_ELSEWHERE);
                Cluster cluster = world.cluster()) {
            Run killed = world.keep(world.engine(new DeadlyPlan(world.store))
                    .begin(Trial.clones().in(world), "tester"));
            assertThatThrownBy(killed::advance).isInstanceOf(Deadly.Killed.class);
            Claims claims = new Claims(cluster, world.clock);
            assertThat(claims.all(Optional.of("edge"))).hasSize(1).noneMatch(StandingClaim::isEnded);
            cluster.read(new Address(Kind.SERVICE, "default", "reviews")).ifPresent(cluster::delete);

            Ending ending =
                    world.finish(world.keep(world.engine().find(killed.id()).orElseThrow()));

            assertThat(ending.outcome()).isEqualTo(Outcome.NOT_STARTED);
            assertThat(claims.all(Optional.empty())).isNotEmpty().allMatch(StandingClaim::isEnded);
        }
    }

    @Test
    void itKeepsItsClaimWhileTheServerIsSilentAndGoesOnWithIt() {
        try (World world = new World(Scenes.plain())) {
            silentOnceClaimed(world, Duration.ofSeconds(12));

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertThat(ending.outcome()).isEqualTo(Outcome.PROMOTED);
        }
    }

    @Test
    void itGivesBackWhatItClaimedBeforeTheServerFellSilentForLong() {
        try (World world = new World(Scenes.plain());
                Cluster cluster = world.cluster()) {
            silentOnceClaimed(world, World.PATIENCE.ahead().plusSeconds(30));

            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            assertThat(ending.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(new Claims(cluster, world.clock).all(Optional.empty()))
                    .isNotEmpty()
                    .allMatch(StandingClaim::isEnded);
            assertThat(world.now()).isEqualTo(world.before());
        }
    }

    /** From the first Lease on, nobody is told about routes for a time. */
    private static void silentOnceClaimed(World world, Duration time) {
        AtomicBoolean claimed = new AtomicBoolean();
        Instant until = world.clock.instant().plus(time);
        world.api
                .faults()
                .always(
                        (method, path) -> {
                            if (path.contains("/leases") && !method.equals("GET")) {
                                claimed.set(true);
                            }
                            return claimed.get()
                                    && path.contains("/virtualservices")
                                    && world.clock.instant().isBefore(until);
                        },
                        Fault.unavailable());
    }

    /** Kills whoever writes a plan down. */
    private record DeadlyPlan(JournalStore store) implements JournalStore {
        @Override
        public Optional<Journal> load(RunId run) {
            return store.load(run);
        }

        @Override
        public boolean save(Journal journal) {
            if (journal.has(Entry.Planned.class)) {
                throw new Deadly.Killed();
            }
            return store.save(journal);
        }

        @Override
        public List<RunId> runs() {
            return store.runs();
        }

        @Override
        public String place() {
            return store.place();
        }
    }
}
