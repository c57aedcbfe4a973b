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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the far side does and whoever asks for whatever whenever: a run ends, and cleans up in the right order. */
class ItineraryProperties {
    private static final int MOST_MOVES = 5_000;
    private static final Set<Deed> OPENING = EnumSet.of(Deed.PREPARE, Deed.PIN, Deed.DEPLOY, Deed.MIRROR);

    /**
     * Looks and judgements may come again; people may stop a run before its mirror more than once, after which readiness is seen to again,
     * and make waits longer. Every other deed comes about at most once.
     */
    private static final Set<Deed> AGAIN = EnumSet.of(
            Deed.ITERATE,
            Deed.GIVE_UP,
            Deed.COMMIT,
            Deed.PAUSE,
            Deed.AWAIT_READY,
            Deed.HOLD,
            Deed.AWAIT_ANSWER,
            Deed.STEP,
            Deed.WATCH);

    @Property(tries = 2000)
    void everyRunEnds(@ForAll long seed) {
        Random random = new Random(seed);
        Journal journal = Past.begun(trial(random));
        Instant now = Past.START;
        Map<Deed, Integer> done = new EnumMap<>(Deed.class);
        boolean closing = false;

        for (int moves = 0; ; moves++) {
            assertThat(moves).as("moves of %s", journal.entries()).isLessThan(MOST_MOVES);
            Move move = Itinerary.next(journal, now, World.PATIENCE);
            if (move instanceof Move.Finish) {
                break;
            }
            if (move instanceof Move.Rest rest) {
                assertThat(rest.until()).isAfter(now);
                now = random.nextInt(200) == 0 ? now.plus(Duration.ofHours(30)) : rest.until();
            } else {
                Deed deed = ((Move.Act) move).deed();
                assertThat(closing && OPENING.contains(deed))
                        .as("%s after unmirrored", deed)
                        .isFalse();
                Entry entry = outcome(deed, journal, now, random);
                journal = journal.plus(entry);
                closing |= entry instanceof Entry.Unmirrored;
                boolean success = !(entry instanceof Entry.Stumbled) && !(entry instanceof Entry.Judged);
                done.merge(deed, success ? 1 : 0, Integer::sum);
                now = now.plusMillis(random.nextInt(3000));
            }
            if (random.nextInt(30) == 0) {
                journal = journal.plus(said(now, random));
            }
        }

        assertThat(done.entrySet())
                .filteredOn(each -> !AGAIN.contains(each.getKey()))
                .allSatisfy(each ->
                        assertThat(each.getValue()).as("%s", each.getKey()).isLessThanOrEqualTo(1));
        assertThat(journal.last(Entry.Finished.class)).isPresent();
    }

    private static Entry said(Instant now, Random random) {
        return random.nextInt(5) == 0
                ? new Entry.Extended(now, 1 + random.nextInt(3), "somebody")
                : new Entry.Asked(now, any(List.of(Request.values()), random), "somebody");
    }

    private static Trial trial(Random random) {
        Trial trial =
                random.nextBoolean() ? Trial.clones() : Trial.clones().from(new DarkSource.Given("dark.yaml", "0"));
        Promotion.Mode mode = any(List.of(Promotion.Mode.values()), random);
        Trial promoting = trial.promoting(mode, Duration.ofMinutes(random.nextInt(2) * 10L));
        Trial stepping =
                mode == Promotion.Mode.NONE || random.nextBoolean() ? promoting : promoting.stepping(10, 50, 100);
        return random.nextBoolean() ? stepping.holding() : stepping;
    }

    private static Entry outcome(Deed deed, Journal journal, Instant now, Random random) {
        if (deed != Deed.GIVE_UP && deed != Deed.FINISH && random.nextInt(4) == 0) {
            return new Entry.Stumbled(now, deed.words(), "away", random.nextInt(20) == 0);
        }
        return switch (deed) {
            case PREPARE, PIN, DEPLOY, AWAIT_READY, TAKE_BASELINE, MIRROR, PROVE_FLOW ->
                random.nextInt(20) == 0
                        ? Past.judged(now, Verdict.INCONCLUSIVE, Cause.ROUTE_CHANGED)
                        : Past.done(deed, journal, now);
            case COMMIT ->
                random.nextInt(4) == 0
                        ? Past.judged(now, Verdict.INCONCLUSIVE, Cause.DARK_CONTAMINATED)
                        : Past.done(deed, journal, now);
            case CHANGE_LIVE, SCALE, STEP, WATCH, SHIFT, VERIFY ->
                random.nextInt(10) == 0
                        ? new Entry.Regretted(now, Cause.PROMOTION_FAILED, "no")
                        : Past.done(deed, journal, now);
            case ITERATE -> tick(journal, now, random);
            default -> Past.done(deed, journal, now);
        };
    }

    /** Ticks come one by one; a verdict may come at any, and comes at the last. */
    private static Entry tick(Journal journal, Instant now, Random random) {
        Entry.Iterated tick = (Entry.Iterated) Past.done(Deed.ITERATE, journal, now);
        boolean last = tick.tick() == journal.cadence().ticks();
        List<Verdict> verdicts = List.of(Verdict.CONFORMS, Verdict.VIOLATES, Verdict.INCONCLUSIVE);
        return last || random.nextInt(10) == 0 ? Past.judged(now, any(verdicts, random), Cause.OBJECTIVES_MET) : tick;
    }

    private static <T> T any(List<T> choice, Random random) {
        return choice.get(random.nextInt(choice.size()));
    }
}
