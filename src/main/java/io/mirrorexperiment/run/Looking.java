package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Increment;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The deeds that look at counters before the Conformance loop begins. */
final class Looking {
    /** No metrics system scrapes more often. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** A pod that was not scraped for so long is taken for gone, however short the user's baseline is. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Site site;
    private final Querying querying;

    Looking(Site site) {
        this.site = site;
        this.querying = new Querying(site);
    }

    /** Both versions' counters at an instant, asked in one go. */
    Look look(Journal journal, Instant at) {
        return look(journal.experiment().namespace(), Site.plan(journal), at);
    }

    Look look(String namespace, Plan plan, Instant at) {
        Map<String, CompletableFuture<Reading>> live = new LinkedHashMap<>();
        plan.lives().forEach(version -> live.put(version, asked(namespace, version, at)));
        CompletableFuture<Reading> dark = asked(namespace, plan.dark(), at);
        Map<String, Reading> read = new LinkedHashMap<>();
        live.forEach((version, reading) -> read.put(version, reading.join()));
        return new Look(at, Together.of(read), dark.join());
    }

    /** Says that both versions' counters will be asked for at an instant. */
    void announce(Journal journal, Instant at) {
        String namespace = journal.experiment().namespace();
        Plan plan = Site.plan(journal);
        site.metrics()
                .expect(
                        Stream.concat(plan.lives().stream(), Stream.of(plan.dark()))
                                .map(workload -> new Population(namespace, workload))
                                .collect(Collectors.toUnmodifiableSet()),
                        at);
    }

    /** One version's counters at an instant. */
    Reading counters(String namespace, String version, Instant at) {
        return asked(namespace, version, at).join();
    }

    private CompletableFuture<Reading> asked(String namespace, String version, Instant at) {
        return site.metrics().counters(new Population(namespace, version), at);
    }

    /** What a version did in the window before an instant, as far as the metrics system remembers. */
    Totals baseline(Reading past, Reading now) {
        return past instanceof Counters before
                        && now instanceof Counters after
                        && Tally.increment(before, after) instanceof Increment.Counted counted
                ? counted.totals()
                : Totals.NONE;
    }

    Result takeBaseline(Journal journal) {
        Instant now = site.now();
        Look look = look(journal, now);
        Optional<String> missing = missing(look);
        if (missing.isPresent()) {
            return orGiveUp(journal, waiting(journal), Wait.FLOW, Cause.NO_EVIDENCE, missing.get());
        }
        Optional<Look> reference = reference(journal, look);
        if (reference.isEmpty()) {
            return orGiveUp(
                    journal,
                    waiting(journal),
                    Wait.FLOW,
                    Cause.NO_EVIDENCE,
                    "the counters do not tell yet whether anybody still calls the dark version after the stop before the"
                            + " mirror; that takes two scrapes");
        }
        return early(journal, reference.get(), look)
                .<Result>map(words -> inconclusive(now, Cause.DARK_CONTAMINATED, words))
                .orElseGet(() -> open(journal, look, remembered(journal, look)));
    }

    /**
     * Since when the dark version must have received nothing: since the pin; after a stop, since the first scrape after it, because
     * whoever stopped the run may have tried it out. Empty while there is no such scrape with another after it.
     */
    private Optional<Look> reference(Journal journal, Look look) {
        if (journal.experiment().adopted()) {
            return Optional.of(look);
        }
        Instant ready = journal.last(Entry.Ready.class).orElseThrow().at();
        return new Progress(journal).wentOn().isEmpty()
                ? journal.last(Entry.Pinned.class).map(Entry.Pinned::look)
                : Stillness.before(look)
                        .map(at -> look(journal, at))
                        .filter(before -> Stillness.tellsOf(before, ready));
    }

    /** Opens the count; not while a pod is missing that may only have missed a scrape, since that pod would be counted from too early. */
    private Result open(Journal journal, Look look, Look known) {
        boolean complete = size(look) == size(known);
        if (!complete && isPatient(journal, waiting(journal))) {
            return new Result.NotYet(Wait.FLOW, "a pod that was counted a moment ago cannot be scraped now");
        }
        Duration window = journal.experiment().baseline();
        Look then = look(journal, look.at().minus(window));
        if (isTooEarly(look, then)) {
            return new Result.NotYet(Wait.BASELINE, early(window));
        }
        Look past = remembered(journal, then);
        return Result.Done.with(new Entry.Baselined(look.at(), known, baseline(past.live(), look.live()), window));
    }

    /** Whether nobody knows what live was before only because nobody had asked yet. */
    boolean isTooEarly(Look look, Look then) {
        return !site.metrics().remembers() && look.live() instanceof Counters && then.live() instanceof Reading.Missing;
    }

    static String early(Duration window) {
        boolean whole = window.toMillis() % 1000 == 0;
        return "pods tell of now only, so the live version is watched for "
                + (whole ? window.toSeconds() + " s" : window.toMillis() + " ms") + " first, to know what is usual";
    }

    private static int size(Look look) {
        return counters(look.live()).series().size()
                + counters(look.dark()).series().size();
    }

    /**
     * A look with the newest that the metrics system knew in the time before it. A scrape that failed just now hides a pod, and
     * its whole past would count as new at the next look.
     */
    private Look remembered(Journal journal, Look look) {
        Duration baseline = journal.experiment().baseline();
        Duration window = baseline.compareTo(MEMORY) > 0 ? baseline : MEMORY;
        Look known = look(journal, look.at().minus(window));
        for (Duration age = window.dividedBy(2); age.compareTo(SHORTEST) >= 0; age = age.dividedBy(2)) {
            known = Proving.carry(known, look(journal, look.at().minus(age)));
        }
        return Proving.carry(known, look);
    }

    /** While it is not known what the dark version has counted before the mirror, there is nothing to hold the mirror against. */
    Result unknownDark(Journal journal, Look look) {
        Instant since = journal.last(Entry.Prepared.class).map(Entry::at).orElseThrow();
        String reason = "the dark version's counters cannot be read: " + reason(look.dark());
        return orGiveUp(journal, since, Wait.FLOW, Cause.NO_EVIDENCE, reason);
    }

    Result proveFlow(Journal journal) {
        Instant now = site.now();
        Look opening = opening(journal);
        Look look = look(journal, now);
        Increment live = since(opening.live(), look.live());
        Increment dark = since(opening.dark(), look.dark());
        if (!(live instanceof Increment.Counted liveCount) || !(dark instanceof Increment.Counted darkCount)) {
            return orGiveUp(journal, opened(journal), Wait.FLOW, Cause.NO_EVIDENCE, oddity(live, dark));
        }
        Look known = Proving.carry(opening, look);
        MirrorProof proof = Proving.proof(
                journal,
                opening,
                look,
                known,
                liveCount.totals().requests(),
                darkCount.totals().requests());
        if (proof.standing() == MirrorProof.Standing.CONTAMINATED) {
            return Proving.isNewer(opening.live(), look.live())
                    ? inconclusive(now, Cause.DARK_CONTAMINATED, proof.words())
                    : orGiveUp(journal, opened(journal), Wait.FLOW, Cause.DARK_CONTAMINATED, proof.words());
        }
        if (proof.dark() > 0) {
            return flowing(journal, new Entry.Flowing(now, known, proof, querying.begin(journal, now)));
        }
        return orGiveUp(
                journal, opened(journal), Wait.FLOW, Proving.causeOfSilence(proof), Proving.silence(journal, proof));
    }

    /** What is counted elsewhere is counted from here, so it has to be known here. */
    private Result flowing(Journal journal, Entry.Flowing flowing) {
        List<String> unknown = Querying.trouble(journal.experiment(), flowing.queried(), true);
        return unknown.isEmpty()
                ? Result.Done.with(flowing)
                : orGiveUp(journal, opened(journal), Wait.FLOW, Cause.NO_EVIDENCE, unknown.get(0));
    }

    /** The counters from which copies are counted. */
    static Look opening(Journal journal) {
        return journal.last(Entry.Baselined.class).map(Entry.Baselined::look).orElseThrow();
    }

    /** What was counted between two readings; a version without any series has counted nothing yet. */
    static Increment since(Reading before, Reading after) {
        if (after instanceof Reading.Missing missing) {
            return new Increment.Postponed(missing.reason());
        }
        return Tally.increment(counters(before), counters(after));
    }

    static Counters counters(Reading reading) {
        return reading instanceof Counters counters ? counters : new Counters(Map.of());
    }

    static Result inconclusive(Instant now, Cause cause, String because) {
        return Result.Done.with(new Entry.Judged(now, Verdict.INCONCLUSIVE, cause, because));
    }

    private static Optional<String> missing(Look look) {
        if (!(look.live() instanceof Counters)) {
            return Optional.of("the live version has no counters: " + reason(look.live()));
        }
        return look.dark() instanceof Reading.Missing missing
                ? Optional.of("the dark version's counters cannot be read: " + missing.reason())
                : Optional.empty();
    }

    private static String reason(Reading reading) {
        if (reading instanceof Reading.Missing missing) {
            return missing.reason();
        }
        return reading instanceof Reading.Absent absent ? absent.reason() : "it answered with a single value";
    }

    private static String oddity(Increment live, Increment dark) {
        Increment odd = live instanceof Increment.Postponed ? live : dark;
        return odd instanceof Increment.Postponed postponed ? postponed.reason() : "";
    }

    /** Requests that the dark version got before the mirror opened, in a sentence; none where the mirror is the user's. */
    private static Optional<String> early(Journal journal, Look reference, Look look) {
        if (journal.experiment().adopted()) {
            return Optional.empty();
        }
        return since(reference.dark(), look.dark()) instanceof Increment.Counted counted
                        && counted.totals().requests() > 0
                ? Optional.of("the dark version got " + counted.totals().requests()
                        + " requests before the mirror opened: something else than the route reaches it, such as clients"
                        + " without a sidecar or a caller of its pods")
                : Optional.empty();
    }

    private Result orGiveUp(Journal journal, Instant since, Wait wait, Cause cause, String because) {
        return isPatient(journal, since) ? new Result.NotYet(wait, because) : inconclusive(site.now(), cause, because);
    }

    private boolean isPatient(Journal journal, Instant since) {
        return !site.now().isAfter(since.plus(journal.experiment().mirror().flowWithin()));
    }

    /** Since when patience counts: a metrics system that does not remember is given the time of a baseline. */
    private Instant waiting(Journal journal) {
        Instant since = since(journal);
        return site.metrics().remembers()
                ? since
                : since.plus(journal.experiment().baseline());
    }

    private static Instant since(Journal journal) {
        return journal.last(Entry.Ready.class)
                .map(Entry::at)
                .or(() -> new Progress(journal).wentOn())
                .or(() -> journal.last(Entry.Planned.class).map(Entry::at))
                .orElseThrow();
    }

    private static Instant opened(Journal journal) {
        return journal.last(Entry.Mirrored.class)
                .map(Entry::at)
                .or(() -> journal.last(Entry.Baselined.class).map(Entry::at))
                .orElseThrow();
    }
}
