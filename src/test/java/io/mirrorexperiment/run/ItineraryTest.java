package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes next, from the journal and the time alone. */
class ItineraryTest {
    private static final Trial FILE = Trial.clones().from(new DarkSource.Given("dark.yaml", "0"));

    static Stream<Arguments> roads() {
        return Stream.of(
                road(
                        "a clone is promoted",
                        Trial.clones(),
                        Verdict.CONFORMS,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror picture commit change-live verify remove-dark unpin clear release finish"),
                road(
                        "a route is shifted",
                        FILE,
                        Verdict.CONFORMS,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror picture commit scale shift verify drop-old remove-dark unpin clear release finish"),
                road(
                        "a clone gets its share of the live traffic step by step",
                        Trial.clones().stepping(10, 50, 100),
                        Verdict.CONFORMS,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror picture commit scale step step watch watch watch watch step watch watch watch watch"
                                + " change-live verify lead-back remove-dark unpin clear release finish"),
                road(
                        "a route is shifted step by step",
                        FILE.stepping(50, 100),
                        Verdict.CONFORMS,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror picture commit scale step step watch watch watch watch"
                                + " shift verify drop-old remove-dark unpin clear release finish"),
                road(
                        "one step is none",
                        FILE.stepping(100),
                        Verdict.CONFORMS,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror picture commit scale shift verify drop-old remove-dark unpin clear release finish"),
                road(
                        "a version is rolled back",
                        Trial.clones(),
                        Verdict.VIOLATES,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror picture remove-dark unpin clear release finish"),
                road(
                        "an inconclusive version is rolled back",
                        Trial.clones(),
                        Verdict.INCONCLUSIVE,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror picture remove-dark unpin clear release finish"),
                road(
                        "an inconclusive version is held until its time is over",
                        Trial.clones().holding(),
                        Verdict.INCONCLUSIVE,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror hold picture remove-dark unpin clear release finish"),
                road(
                        "a conforming version waits for a person until its time is over",
                        Trial.clones().promoting(Promotion.Mode.MANUAL, Duration.ZERO),
                        Verdict.CONFORMS,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror await-answer picture remove-dark unpin clear release finish"),
                road(
                        "nobody promotes",
                        Trial.clones().promoting(Promotion.Mode.NONE, Duration.ZERO),
                        Verdict.CONFORMS,
                        "plan prepare pin deploy await-ready take-baseline mirror prove-flow iterate iterate iterate"
                                + " unmirror picture remove-dark unpin clear release finish"),
                road(
                        "a mirror of the user's is watched",
                        Trial.adopted(),
                        Verdict.CONFORMS,
                        "plan take-baseline prove-flow iterate iterate iterate release picture finish"));
    }

    private static Arguments road(String name, Trial trial, Verdict verdict, String deeds) {
        return Arguments.of(name, trial, verdict, deeds);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("roads")
    void aRunThatIsNotDisturbedGoesItsRoad(String name, Trial trial, Verdict verdict, String deeds) {
        List<String> gone = new ArrayList<>();
        Journal journal = Past.begun(trial);
        Instant now = Past.START;
        Move move = Itinerary.next(journal, now, World.PATIENCE);
        while (!(move instanceof Move.Finish)) {
            if (move instanceof Move.Rest rest) {
                assertThat(rest.until()).isAfter(now);
                now = rest.until();
            } else {
                Deed deed = ((Move.Act) move).deed();
                gone.add(deed.words().replace(' ', '-'));
                journal = journal.plus(Past.done(deed, journal, now));
                boolean last = journal.last(Entry.Iterated.class)
                                .map(Entry.Iterated::tick)
                                .orElse(0)
                        == 3;
                journal = last && !journal.has(Entry.Judged.class)
                        ? journal.plus(Past.judged(now, verdict, Cause.OBJECTIVES_MET))
                        : journal;
            }
            move = Itinerary.next(journal, now, World.PATIENCE);
        }

        assertThat(String.join(" ", gone)).isEqualTo(deeds);
    }

    static Stream<Arguments> parts() {
        return Stream.of(
                part(
                        "lets it go on",
                        asked(Request.MIRROR),
                        "plan prepare pin deploy await-ready pause await-ready take-baseline mirror prove-flow iterate"),
                part(
                        "forgets it",
                        UnaryOperator.identity(),
                        "plan prepare pin deploy await-ready pause give-up unmirror remove-dark unpin clear release finish"),
                part(
                        "lets it wait longer and then forgets it",
                        journal -> journal.has(Entry.Extended.class) ? journal : extended(journal),
                        "plan prepare pin deploy await-ready pause pause give-up unmirror remove-dark unpin clear release finish"),
                part(
                        "sends it back",
                        asked(Request.ROLL_BACK),
                        "plan prepare pin deploy await-ready pause unmirror remove-dark unpin clear release finish"));
    }

    private static Arguments part(String name, UnaryOperator<Journal> person, String deeds) {
        return Arguments.of(name, person, deeds);
    }

    private static UnaryOperator<Journal> asked(Request request) {
        return journal -> journal.entries().stream().anyMatch(request::isAskedBy)
                ? journal
                : journal.plus(new Entry.Asked(at(journal), request, "a pipeline"));
    }

    private static Journal extended(Journal journal) {
        return journal.plus(new Entry.Extended(at(journal), 5, "a person"));
    }

    private static Instant at(Journal journal) {
        return journal.last(Entry.Paused.class).orElseThrow().at();
    }

    @ParameterizedTest(name = "somebody stops a run and {0}")
    @MethodSource("parts")
    void aRunThatStopsBeforeItsMirrorDoesWhatItIsTold(String name, UnaryOperator<Journal> person, String deeds) {
        Journal journal = Past.begun(Trial.clones()).plus(new Entry.Asked(Past.START, Request.PAUSE, "a pipeline"));
        List<String> gone = new ArrayList<>();
        Instant now = Past.START;
        Move move = Itinerary.next(journal, now, World.PATIENCE);
        while (!(move instanceof Move.Finish) && !gone.contains("iterate")) {
            if (move instanceof Move.Rest rest) {
                Journal before = journal;
                journal = rest.why() == Move.Wait.PAUSE ? person.apply(journal) : journal;
                now = before.equals(journal) ? rest.until() : now;
            } else {
                Deed deed = ((Move.Act) move).deed();
                gone.add(deed.words().replace(' ', '-'));
                journal = journal.plus(Past.done(deed, journal, now));
            }
            move = Itinerary.next(journal, now, World.PATIENCE);
        }

        assertThat(String.join(" ", gone)).isEqualTo(deeds);
    }

    @Test
    void aMirrorThatIsShutIsHeededBeforeTheNextTry() {
        Journal journal = Past.begun(Trial.clones())
                .plus(Past.done(Deed.PLAN, Past.begun(Trial.clones()), Past.START))
                .plus(Past.done(Deed.TAKE_BASELINE, Past.begun(Trial.clones()), Past.START))
                .plus(new Entry.Stumbled(Past.START, "mirror", "away", false))
                .plus(new Entry.Asked(Past.START, Request.UNMIRROR, "a pipeline"));

        assertThat(Itinerary.next(journal, Past.START, World.PATIENCE)).isEqualTo(new Move.Act(Deed.GIVE_UP));
    }

    @Test
    void whatStumbledIsTriedAgainLaterAndLaterAndThenGivenUp() {
        Journal journal = Past.begun(Trial.clones()).plus(Past.done(Deed.PLAN, Past.begun(Trial.clones()), Past.START));
        Instant now = Past.START;
        List<Long> pauses = new ArrayList<>();

        Move move = Itinerary.next(journal, now, World.PATIENCE);
        while (move.equals(new Move.Act(Deed.PREPARE)) || move instanceof Move.Rest) {
            if (move instanceof Move.Rest rest) {
                pauses.add(Duration.between(now, rest.until()).toMillis());
                now = rest.until();
            } else {
                journal = journal.plus(new Entry.Stumbled(now, "prepare", "away", false));
            }
            move = Itinerary.next(journal, now, World.PATIENCE);
        }

        assertThat(move).isEqualTo(new Move.Act(Deed.GIVE_UP));
        assertThat(pauses.subList(0, 4)).containsExactly(1000L, 1200L, 1440L, 1727L);
        assertThat(Duration.between(Past.START, now))
                .isBetween(World.PATIENCE.ahead(), World.PATIENCE.ahead().multipliedBy(2));
    }

    @Test
    void whatCannotBeHelpedIsGivenUpAtOnce() {
        Journal journal = Past.begun(Trial.clones())
                .plus(Past.done(Deed.PLAN, Past.begun(Trial.clones()), Past.START))
                .plus(new Entry.Stumbled(Past.START, "prepare", "forbidden", true));

        assertThat(Itinerary.next(journal, Past.START, World.PATIENCE)).isEqualTo(new Move.Act(Deed.GIVE_UP));
    }

    @Test
    void aRunThatStumbledBeforeALongSleepTriesAgain() {
        Journal journal = Past.begun(Trial.clones())
                .plus(Past.done(Deed.PLAN, Past.begun(Trial.clones()), Past.START))
                .plus(new Entry.Stumbled(Past.START, "prepare", "away", false));

        Move move = Itinerary.next(journal, Past.START.plus(Duration.ofHours(1)), World.PATIENCE);

        assertThat(move).isEqualTo(new Move.Act(Deed.PREPARE));
    }

    @Test
    void aPromotionByHandCountsOnlyAfterItWasOffered() {
        Journal hasty = Past.begun(Trial.clones()).plus(new Entry.Asked(Past.START, Request.PROMOTE, "p"));
        Journal offered = hasty.plus(new Entry.Held(Past.START, Past.START));
        Journal heeded = offered.plus(new Entry.Asked(Past.START, Request.PROMOTE, "q"));
        Journal voided = heeded.plus(Past.judged(Past.START, Verdict.INCONCLUSIVE, Cause.ROUTE_CHANGED));

        assertThat(Stream.of(hasty, offered, heeded, voided)
                        .map(journal -> new Progress(journal).promotedByHand().map(Entry.Asked::by)))
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of("q"), Optional.empty());
    }
}
