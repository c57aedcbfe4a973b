package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.journal.JournalStoreContract;
import io.mirrorexperiment.journal.Journals;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.real.Ground;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Journals in ConfigMaps. */
abstract class ClusterTextsContract extends JournalStoreContract {
    final Ground ground;
    private final Cluster cluster;

    ClusterTextsContract(Ground ground) {
        this.ground = ground;
        this.cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
    }

    @Override
    protected JournalStore neighbour() {
        return ClusterTexts.store(cluster, ground.namespace(), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        cluster.close();
        ground.close();
    }

    @Test
    void aJournalIsAConfigMapThatSaysWhoseItIs() {
        neighbour().save(Journals.begun(1));

        assertThat(cluster.read(new Address(
                        Kind.CONFIG_MAP, ground.namespace(), "mirror-experiment-journal.default.reviews-v2.1")))
                .get()
                .extracting(map -> map.labels())
                .isEqualTo(Map.of(
                        "app.kubernetes.io/managed-by", "mirror-experiment", "mirror-experiment.io/part", "journal"));
    }

    @Test
    void aLongJournalInEveryScriptFits() {
        Journal wide = Journals.begun(1)
                .plus(new Entry.Stumbled(Journals.at(1), "deploy", "\"≤ 1 % 😀\"\n".repeat(40_000), false));

        boolean saved = neighbour().save(wide);

        assertThat(saved).isTrue();
        assertThat(neighbour().load(wide.id())).contains(wide);
    }

    @Test
    void oldSegmentsAreDeleted() {
        Journal large = Journals.ticked(1, 150);
        neighbour().save(large);
        neighbour().save(large.plus(Journals.judged()));

        neighbour().save(large.plus(Journals.judged()).plus(new Entry.Unmirrored(Journals.at(1001))));

        assertThat(cluster
                        .list(
                                Kind.CONFIG_MAP,
                                Optional.of(ground.namespace()),
                                Map.of("mirror-experiment.io/part", "journal"))
                        .stream()
                        .map(map -> map.name().replaceFirst("\\.default.*", "")))
                .containsExactlyInAnyOrder(
                        "mirror-experiment-journal",
                        "mirror-experiment-segment",
                        "mirror-experiment-segment",
                        "mirror-experiment-segment");
    }
}
