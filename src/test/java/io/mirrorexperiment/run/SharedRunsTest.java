package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.metrics.Calls;
import io.mirrorexperiment.sandbox.kube.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs of a process that shares what many runs need: they end as runs of their own do, and ask less. */
class SharedRunsTest {
    private static final Address ROUTE = new Address(Kind.VIRTUAL_SERVICE, "default", "reviews");

    private final World world = new World(Scenes.subsets());
    private final JournalStore journals =
            ClusterTexts.told(world.cluster(), "default", world.clock, (name, version) -> {});

    @AfterEach
    void close() {
        world.close();
    }

    private Run begin(Trial trial) {
        Runs engine = world.engine(journals).sharing(new Shared(world.cluster(), world.clock, Calls.NONE));
        return world.keep(engine.begin(trial.in(world), "tester"));
    }

    private Ending finished(Run run) {
        return world.finish(run);
    }

    @Test
    void promoteAsOneAloneDoes() {
        assertThat(finished(begin(Trial.clones())).outcome()).isEqualTo(Outcome.PROMOTED);
    }

    @Test
    void noticeThatSomebodyTookTheMirrorOut() {
        Run run = begin(Trial.clones().ticking(1, 30));
        world.drive(run, Entry.Flowing.class);
        Cluster person = world.cluster();
        Manifest route = person.read(ROUTE).orElseThrow();
        Map<String, Object> bare = new HashMap<>(route.maps("spec", "http").get(0));
        bare.remove("mirror");
        bare.remove("mirrorPercentage");
        person.replace(route.with(List.of(bare), "spec", "http"));

        Ending ending = finished(run);

        assertThat(ending.cause()).isEqualTo(Cause.ROUTE_CHANGED);
        assertThat(looks(run)).isLessThanOrEqualTo(4);
    }

    @Test
    void noticeARouteThatSomebodyAdded() {
        Run run = begin(Trial.clones().ticking(0, 30));
        world.drive(run, Entry.Iterated.class);
        world.api.apply(Scenes.route("reviews-outside"));

        Ending ending = finished(run);

        assertThat(ending.cause()).isEqualTo(Cause.ROUTE_CHANGED);
        assertThat(looks(run)).isLessThanOrEqualTo(7);
    }

    @Test
    void noticeThatTheClaimWasTakenAway() {
        Run run = begin(Trial.clones().ticking(1, 30));
        world.drive(run, Entry.Flowing.class);
        Cluster person = world.cluster();
        person.list(Kind.LEASE, Optional.of("default"), Map.of()).forEach(person::delete);

        assertThat(finished(run).cause()).isEqualTo(Cause.ROUTE_CHANGED);
        assertThat(looks(run)).isLessThanOrEqualTo(4);
    }

    /** Per tick one write of the journal, a read and a write of a third of five leases, and a list of two kinds at two of three ticks. */
    @Test
    void askTheApiServerSixTimesATickAtMost() {
        Run run = begin(Trial.clones().ticking(0, 60));
        world.drive(run, Entry.Iterated.class);
        AtomicInteger requests = new AtomicInteger();
        world.api.faults().always((method, path) -> requests.incrementAndGet() < 0, new Fault.DropBefore());

        world.drive(run, standing -> looks(standing.journal()) == 31);

        assertThat(requests.get() / 30.0).isLessThanOrEqualTo(6);
    }

    private static long looks(Run run) {
        return looks(run.journal());
    }

    private static long looks(io.mirrorexperiment.journal.Journal journal) {
        return journal.all(Entry.Iterated.class).count();
    }
}
