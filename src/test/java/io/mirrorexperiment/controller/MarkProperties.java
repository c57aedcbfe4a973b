package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What an object remembers of its run. */
class MarkProperties {
    private static final Manifest OBJECT = Manifest.of(Map.of(
            "apiVersion",
            "mirror-experiment.io/v1",
            "kind",
            "MirrorExperiment",
            "metadata",
            Map.of("name", "a", "namespace", "b", "uid", "0a-1b", "generation", 3, "finalizers", List.of("others"))));

    @Property
    void whatIsWrittenIsReadBack(
            @ForAll String text,
            @ForAll @LongRange(min = 1, max = 999_999_999) long number,
            @ForAll @LongRange(min = 0, max = 999) long late,
            @ForAll boolean ended) {
        String target = text.contains("/") ? "b/" + text : text;
        Mark mark = new Mark(new RunId("b", "a", number), "0a-1b", number, number + 1, ended, late, target);

        assertThat(Mark.of(mark.on(OBJECT))).contains(mark);
    }

    @Property
    void anyTextIsReadOrIsNone(@ForAll String text) {
        assertThat(Mark.of(OBJECT.withAnnotation(Mark.KEY, text))).isEmpty();
    }

    @Example
    void aCopyOfAnObjectHasNoPartInItsRun() {
        Mark mark = new Mark(new RunId("b", "a", 1), "another", 1, 1, false, 0, "b/a");

        assertThat(Mark.of(mark.on(OBJECT))).isEmpty();
    }

    @Example
    void nobodyGetsAtTheRunsOfAnotherNamespaceByAnAnnotation() {
        Mark elsewhere = new Mark(new RunId("payments", "a", 1), "0a-1b", 1, 1, false, 0, "b/a");
        Mark another = new Mark(new RunId("b", "others", 1), "0a-1b", 1, 1, false, 0, "b/a");

        assertThat(Mark.of(elsewhere.on(OBJECT))).isEmpty();
        assertThat(Mark.of(another.on(OBJECT))).isEmpty();
    }

    @Example
    void nobodyHasTheTargetOfAnotherNamespaceByAnAnnotation() {
        Mark mark = new Mark(new RunId("b", "a", 1), "0a-1b", 1, 1, false, 0, "payments/checkout");

        assertThat(Mark.of(mark.on(OBJECT))).isEmpty();
    }

    @Example
    void otherFinalizersStayWhereTheyWere() {
        Manifest guarded = Seen.guarded(Seen.guarded(OBJECT));

        assertThat(Seen.of(guarded).guarded()).isTrue();
        assertThat(guarded.at("metadata", "finalizers")).contains(List.of("others", Seen.GUARD));
        assertThat(Seen.letGo(guarded)).isEqualTo(OBJECT);
    }

    @Example
    void anObjectWithoutARunIsChanged() {
        Seen seen = Seen.of(OBJECT);

        assertThat(seen.isChanged()).isTrue();
        assertThat(seen.open()).isEmpty();
        assertThat(seen.leaving()).isEqualTo(Optional.empty());
    }
}
