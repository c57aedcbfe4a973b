package io.mirrorexperiment.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Reading.Bucket;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import io.mirrorexperiment.experiment.Totals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class TallyProperties {
    @Property
    void incrementsAreNeverNegative(@ForAll("odd") Counters before, @ForAll("odd") Counters after) {
        Increment increment = Tally.increment(before, after);

        if (increment instanceof Increment.Counted counted) {
            assertSound(counted.totals());
        }
    }

    @Property
    void everySplitOfASequenceAddsUpToTheWhole(@ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int scrapes) {
        List<Counters> sequence = sequence(new Random(seed), scrapes);

        Counters known = sequence.get(0);
        Totals sum = Totals.NONE;
        for (Counters scrape : sequence.subList(1, scrapes)) {
            sum = Tally.plus(sum, counted(Tally.increment(known, scrape)));
            known = Tally.carry(known, scrape);
        }

        assertThat(sum).isEqualTo(counted(Tally.increment(sequence.get(0), known)));
    }

    @Property
    void addingIsCommutativeAndNoneChangesNothing(@ForAll("odd") Counters one, @ForAll("odd") Counters other) {
        Counters nothing = new Counters(Map.of());

        if (Tally.increment(nothing, one) instanceof Increment.Counted a
                && Tally.increment(nothing, other) instanceof Increment.Counted b) {
            assertThat(Tally.plus(a.totals(), b.totals())).isEqualTo(Tally.plus(b.totals(), a.totals()));
            assertThat(Tally.plus(a.totals(), Totals.NONE)).isEqualTo(a.totals());
        }
    }

    /** Pods that only ever count up, some of which are missing from some scrapes, and some of which come later. */
    private static List<Counters> sequence(Random random, int scrapes) {
        Map<String, Series> pods = new HashMap<>();
        List<Counters> sequence = new ArrayList<>();
        for (int second = 0; second < scrapes; second++) {
            Map<String, Series> seen = new HashMap<>();
            for (String pod : List.of("a", "b", "c")) {
                if (pods.containsKey(pod) || random.nextInt(3) == 0) {
                    pods.put(pod, grown(random, second, pods.get(pod)));
                    if (random.nextInt(4) > 0) {
                        seen.put(pod, pods.get(pod));
                    }
                }
            }
            sequence.add(new Counters(seen));
        }
        return sequence;
    }

    private static Series grown(Random random, int second, @Nullable Series old) {
        long[] counts = new long[5];
        double sum = 0;
        long below = 0;
        for (int i = 0; i < counts.length; i++) {
            below += random.nextInt(20);
            counts[i] =
                    below + (old == null ? 0 : old.latency().buckets().get(i).count());
            sum += random.nextInt(100);
        }
        Histogram histogram =
                Given.histogram(sum + (old == null ? 0 : old.latency().sum()), counts);
        long bad = (old == null ? 0 : old.bad()) + (below == 0 ? 0 : random.nextInt((int) below));
        return Given.series(second, counts[4], bad, histogram);
    }

    @Provide
    static Arbitrary<Counters> odd() {
        return Arbitraries.maps(Arbitraries.of("a", "b"), oddSeries())
                .ofMaxSize(2)
                .map(Counters::new);
    }

    private static Arbitrary<Series> oddSeries() {
        Arbitrary<Long> count = Arbitraries.frequencyOf(
                Tuple.of(20, Arbitraries.longs().between(0, 30)), Tuple.of(1, Arbitraries.longs()));
        return Combinators.combine(Arbitraries.integers().between(0, 3), count, count, Odd.histograms())
                .as(Given::series);
    }

    private static void assertSound(Totals totals) {
        assertThat(totals.requests()).isNotNegative();
        assertThat(totals.bad()).isBetween(0L, totals.requests());
        assertThat(totals.latency().sum()).isNotNegative().isFinite();
        assertThat(totals.latency().buckets().stream().map(Bucket::count).toList())
                .isSorted()
                .allMatch(count -> count >= 0);
    }

    private static Totals counted(Increment increment) {
        assertThat(increment).isInstanceOf(Increment.Counted.class);
        return ((Increment.Counted) increment).totals();
    }
}
