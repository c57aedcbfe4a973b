package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Tells a run entry by entry, in the sentences that the engine writes. */
final class Story {
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    static final String DIGEST =
            "example/reviews@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String ROUTE = "VirtualService.networking.istio.io/default/reviews";
    private static final String RULE = "DestinationRule.networking.istio.io/default/reviews";

    private Journal journal;
    private Instant now = START;

    Story(Experiment experiment) {
        this.journal = Journal.begun(new RunId("default", "reviews-v2", 1), "ci-runner-7/4711", experiment);
    }

    Journal journal() {
        return journal;
    }

    Instant now() {
        return now;
    }

    Story after(long seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    Story then(Function<Instant, Entry> entry) {
        journal = journal.plus(entry.apply(now));
        return this;
    }

    Story planned(Forecast forecast) {
        return replanned(plan -> plan.with(forecast, List.of()));
    }

    /** With versions that get users' requests, too. */
    Story plannedBeside(String... others) {
        return replanned(plan -> plan.beside(List.of(others)));
    }

    private Story replanned(UnaryOperator<Plan> edit) {
        planned();
        List<Entry> entries = new ArrayList<>(journal.entries());
        Entry.Planned planned = (Entry.Planned) entries.remove(entries.size() - 1);
        entries.add(new Entry.Planned(planned.at(), edit.apply(planned.plan())));
        journal = Journal.begun(journal.id(), journal.holder(), journal.experiment())
                .plus(entries);
        return this;
    }

    Story planned() {
        Experiment experiment = journal.experiment();
        boolean ours = experiment.dark().source().ours();
        boolean clone = experiment.dark().source() instanceof DarkSource.Clone;
        Plan plan = new Plan(
                experiment.adopted() ? "existing" : "istio",
                "reviews-v1",
                "reviews-v2",
                Map.of("version", "v1"),
                Map.of("version", "v2"),
                clone ? "example/reviews:1.4" : "",
                clone ? "reviews" : "",
                OptionalDouble.of(experiment.mirror().percent()),
                experiment.adopted() ? List.of() : List.of(RULE, ROUTE),
                ours ? List.of("Deployment.apps/default/reviews-v2") : List.of(),
                List.of("Service/default/reviews", ROUTE),
                START.plus(Duration.ofMinutes(106)),
                experiment.adopted()
                        ? List.of()
                        : List.of(
                                "Deployment default/reviews-v2 seems to use a database (REVIEWS_JDBC_URL): what it writes, the live"
                                        + " version reads",
                                "if this process dies, the mirror stays until somebody runs `mirror-experiment reap`"),
                experiment.adopted()
                        ? List.of()
                        : List.of(
                                "--- VirtualService default/reviews\n+++ VirtualService default/reviews\n@@ -1 +1 @@\n-  a\n+  b"),
                Optional.empty());
        return then(at -> new Entry.Planned(at, plan)).after(1);
    }

    Story deployed() {
        return then(Entry.Prepared::new)
                .after(5)
                .then(at -> new Entry.Pinned(at, look()))
                .after(5)
                .then(Entry.Deployed::new);
    }

    Story ready() {
        boolean clone = journal.experiment().dark().source() instanceof DarkSource.Clone;
        return after(14).then(at -> new Entry.Ready(at, clone ? DIGEST : ""));
    }

    Story mirrored() {
        baselined();
        return after(1).then(Entry.Mirrored::new);
    }

    Story baselined() {
        return after(5).then(at -> new Entry.Baselined(
                at, look(), new Totals(1502, 3, Reading.Histogram.EMPTY, 0), Duration.ofMinutes(5)));
    }

    Story flowing() {
        return after(3).then(at -> new Entry.Flowing(
                at, look(), proof(MirrorProof.Standing.SEEN, 12, 4, "4 of 12 live requests copied: 33.3 %")));
    }

    /** Looks of a warm-up and then with assessments, from the first to one. */
    Story looks(int to, IntFunction<List<Assessment>> assessments) {
        Instant flowing = journal.last(Entry.Flowing.class).orElseThrow().at();
        int done = journal.last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0);
        for (int tick = done + 1; tick <= to; tick++) {
            now = flowing.plus(journal.experiment().cadence().interval().multipliedBy(tick));
            boolean warmUp = tick <= journal.experiment().cadence().warmUp();
            look(tick, warmUp, warmUp ? List.of() : assessments.apply(tick), List.of());
        }
        return this;
    }

    /** Another look like the last one, with access logs. */
    Story compared(Twins twins) {
        return after(5).then(at -> {
            Entry.Iterated last = journal.last(Entry.Iterated.class).orElseThrow();
            return new Entry.Iterated(
                    at,
                    last.tick(),
                    false,
                    last.look(),
                    last.live(),
                    last.dark(),
                    last.assessments(),
                    last.proof(),
                    List.of("the dark version's access log cannot be read: no answer"),
                    Optional.empty(),
                    Optional.of(twins));
        });
    }

    Story silentLook(int tick, String trouble, List<Assessment> assessments) {
        return after(10).look(tick, false, assessments, List.of(trouble));
    }

    private Story look(int tick, boolean warmUp, List<Assessment> assessments, List<String> trouble) {
        long live = 50L * tick + 12;
        double asked = journal.experiment().mirror().percent();
        long dark = Math.round(asked / 100 * (double) live) + (asked < 100 ? tick % 3 - 1 : 0);
        String words = String.format(
                Locale.ROOT,
                "%,d of %,d live requests copied: %.1f %% (asked %.0f %%)",
                dark,
                live,
                100.0 * (double) dark / (double) live,
                asked);
        return then(at -> new Entry.Iterated(
                at,
                tick,
                warmUp,
                java.util.Optional.of(look()),
                warmUp ? Totals.NONE : new Totals(live - 62, 1, latency(live - 62, .93), 0),
                warmUp ? Totals.NONE : dark(dark - Math.round(asked / 100 * 62)),
                assessments,
                proof(MirrorProof.Standing.PROVEN, live, dark, words),
                trouble));
    }

    Story judged(Verdict verdict, Cause cause, String because) {
        return after(0).then(at -> new Entry.Judged(at, verdict, cause, because));
    }

    Story unmirrored() {
        return after(1).then(Entry.Unmirrored::new);
    }

    Story cleaned() {
        return after(6).then(Entry.DarkRemoved::new)
                .after(1)
                .then(Entry.Unpinned::new)
                .after(5)
                .then(Entry.Cleared::new)
                .after(1)
                .then(Entry.Released::new);
    }

    Story promotedByImage() {
        return after(5).then(at -> new Entry.Committed(at, DIGEST))
                .then(Entry.LiveChanged::new)
                .after(21)
                .then(Entry.Verified::new);
    }

    /** A step of a minute: the look that others count from, and one at its end. */
    Story step(int percent, List<Assessment> assessments) {
        long dark = assessments.get(0).evidence().requests();
        Totals promoted = new Totals(dark, 0, Reading.Histogram.EMPTY, 0);
        Totals old = new Totals(dark * (100 - percent) / percent, 0, Reading.Histogram.EMPTY, 0);
        return then(at -> new Entry.Stepped(at, percent))
                .after(5)
                .then(at -> watched(at, percent, Totals.NONE, Totals.NONE, List.of()))
                .after(60)
                .then(at -> watched(at, percent, old, promoted, assessments));
    }

    private static Totals dark(long requests) {
        return new Totals(requests, 0, latency(requests, .81), 0);
    }

    /** Most within 50 ms, the others within 100 ms but for one in a hundred. */
    private static Reading.Histogram latency(long requests, double most) {
        return new Reading.Histogram(
                List.of(
                        new Reading.Bucket(25, 0),
                        new Reading.Bucket(50, Math.round(requests * most)),
                        new Reading.Bucket(100, Math.round(requests * .99)),
                        new Reading.Bucket(Double.POSITIVE_INFINITY, requests)),
                requests * 42.);
    }

    private static Entry.Watched watched(
            Instant at, int percent, Totals live, Totals dark, List<Assessment> assessments) {
        return new Entry.Watched(
                at, percent, Optional.empty(), live, dark, assessments, List.of(), Optional.empty(), Optional.empty());
    }

    Story finished(Verdict verdict, Outcome outcome, Cause cause, String because, String... commands) {
        return then(at -> new Entry.Finished(at, new Ending(verdict, outcome, cause, because), List.of(commands)));
    }

    /** The four objectives of {@link Experiments#OBJECTIVES} after so many requests, so many of them failed. */
    static List<Assessment> assessed(long requests, long failed, double p95, double mean) {
        double errors = (double) failed / (double) requests;
        return List.of(
                assessment(0, errors <= 0.01, errors, OptionalDouble.empty(), requests, rate(failed, requests)),
                assessment(1, p95 <= 100, p95, OptionalDouble.empty(), requests, ms(p95)),
                assessment(2, mean <= 50, mean, OptionalDouble.empty(), requests, ms(mean)),
                assessment(
                        3,
                        errors <= 0.007,
                        errors,
                        OptionalDouble.of(0.002),
                        requests,
                        rate(failed, requests) + "; live: 0.2 % of 500 requests (1 error)"));
    }

    /** The four objectives, each with odds of evidence as natural logarithms; 4.6 is 100 : 1, 3 is 20 : 1. */
    static List<Assessment> weighed(double promotion, double rollback) {
        Assessment.Standing standing = rollback >= 3
                ? Assessment.Standing.BREACHED
                : promotion >= 4.6 ? Assessment.Standing.MET : Assessment.Standing.UNDECIDED;
        Weight weight = new Weight(promotion, rollback, OptionalLong.empty(), "");
        return assessed(500, 1, 42, 21).stream()
                .map(each -> new Assessment(
                        each.objective(),
                        standing,
                        new Evidence(
                                each.evidence().value(),
                                each.evidence().live(),
                                bound(each, .5),
                                bound(each, 1.6),
                                each.evidence().requests(),
                                each.evidence().words(),
                                Optional.of(weight))))
                .toList();
    }

    /** Where the number that is bounded is the measured one. */
    private static OptionalDouble bound(Assessment each, double times) {
        OptionalDouble value = each.evidence().value();
        return each.evidence().live().isPresent() || value.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(value.getAsDouble() * times);
    }

    /** The sentence of the point rule over the newest assessments. */
    String metByAll() {
        return "every objective is met: " + words(Assessment.Standing.MET);
    }

    /** What the newest look says of the objectives that stand so. */
    String words(Assessment.Standing standing) {
        return new Facts(journal)
                .assessed().orElseThrow().assessments().stream()
                        .filter(each -> each.standing() == standing)
                        .map(each -> each.objective().words() + ": "
                                + each.evidence().words())
                        .collect(Collectors.joining("; "));
    }

    static List<Assessment> withoutRequests() {
        List<Assessment> none = new ArrayList<>();
        Experiments.OBJECTIVES.forEach(objective -> none.add(new Assessment(
                objective,
                Assessment.Standing.UNDECIDED,
                new Evidence(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        0,
                        "no requests"))));
        return none;
    }

    private static Assessment assessment(
            int objective, boolean met, double value, OptionalDouble live, long requests, String words) {
        return new Assessment(
                Experiments.OBJECTIVES.get(objective),
                met ? Assessment.Standing.MET : Assessment.Standing.BREACHED,
                new Evidence(
                        OptionalDouble.of(value),
                        live,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        requests,
                        words));
    }

    private static String rate(long failed, long requests) {
        return String.format(
                Locale.ROOT,
                "%.2f %% of %,d requests (%,d error%s)",
                100.0 * (double) failed / (double) requests,
                requests,
                failed,
                failed == 1 ? "" : "s");
    }

    static String ms(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }

    static MirrorProof proof(MirrorProof.Standing standing, long live, long dark, String words) {
        return new MirrorProof(standing, live, dark, live == 0 ? 0 : (double) dark / (double) live, words);
    }

    private Look look() {
        return new Look(now, new Reading.Counters(Map.of()), new Reading.Absent("no series of reviews-v2"));
    }
}
