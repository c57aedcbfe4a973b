package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Ear;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which words about journals are news to a controller. */
class AttentionTest {
    private static final RunId RUN = new RunId("default", "reviews-v2", 1);
    private static final String JOURNAL = "mirror-experiment-journal." + RUN;

    private final List<Address> woken = new ArrayList<>();
    private final List<RunId> doubted = new ArrayList<>();
    private final Attention attention = new Attention(new Targets(), woken::add, address -> {}, doubted::add);
    private final Ear journals = attention.journals();
    private final Address object = attended();

    @Test
    void whatATurnWritesIsNoNewsThoughItIsToldBeforeItIsAnswered() {
        attention.begins(object);
        journals.changed(journal("7"));
        attention.wrote(JOURNAL, "7");
        attention.ends(object);

        assertThat(doubted).isEmpty();
        assertThat(woken).isEmpty();
    }

    @Test
    void whatAnotherWritesDuringATurnIsHeededAfterIt() {
        attention.begins(object);
        attention.wrote(JOURNAL, "7");
        journals.changed(journal("8"));
        assertThat(woken).isEmpty();

        attention.ends(object);

        assertThat(doubted).containsExactly(RUN);
        assertThat(woken).containsExactly(object);
    }

    @Test
    void whatAnotherWritesBetweenTurnsIsHeededAtOnce() {
        attention.wrote(JOURNAL, "7");
        journals.changed(journal("7"));
        assertThat(woken).isEmpty();

        journals.changed(journal("8"));

        assertThat(doubted).containsExactly(RUN);
        assertThat(woken).containsExactly(object);
    }

    @Test
    void aJournalThatIsGoneIsHeeded() {
        journals.gone(journal("7").address());

        assertThat(doubted).containsExactly(RUN);
        assertThat(woken).containsExactly(object);
    }

    @Test
    void aTextOfThatNameInAnotherNamespaceIsNoJournal() {
        Manifest forged = journal("8").with("shop", "metadata", "namespace");

        journals.changed(forged);
        journals.gone(forged.address());

        assertThat(doubted).isEmpty();
        assertThat(woken).isEmpty();
    }

    @Test
    void journalsOfNobodysRunsAreNotRemembered() {
        attention.forget(RUN);

        journals.changed(journal("8"));
        attention.begins(object);
        attention.ends(object);

        assertThat(doubted).isEmpty();
        assertThat(woken).isEmpty();
    }

    private Address attended() {
        Manifest bare = Manifest.of(Map.of(
                "apiVersion",
                "mirror-experiment.io/v1",
                "kind",
                "MirrorExperiment",
                "metadata",
                Map.of("name", "reviews-v2", "namespace", "default", "uid", "u1", "generation", 1)));
        Manifest marked = new Mark(RUN, "u1", 1, 1, false, 0, "default/reviews").on(bare);
        attention.objects().changed(marked);
        woken.clear();
        return marked.address();
    }

    private static Manifest journal(String version) {
        return Manifest.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", JOURNAL, "namespace", "default", "resourceVersion", version)));
    }
}
