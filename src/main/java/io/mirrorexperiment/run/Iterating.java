package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claim;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.conformance.Increment;
import io.mirrorexperiment.conformance.Judgement;
import io.mirrorexperiment.conformance.LiveWatch;
import io.mirrorexperiment.conformance.Moment;
import io.mirrorexperiment.conformance.PointRule;
import io.mirrorexperiment.conformance.Promise;
import io.mirrorexperiment.conformance.Queried;
import io.mirrorexperiment.conformance.Rule;
import io.mirrorexperiment.conformance.Sample;
import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.conformance.SequentialRule;
import io.mirrorexperiment.conformance.Tally;
import io.mirrorexperiment.conformance.Weighed;
import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.QueriedValue;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A look of the Conformance loop, at a tick or between two: read, add up, assess, and judge where it is time to. */
final class Iterating {
    /** The last look may be repeated for this long, where the metrics system happens to be silent. */
    private static final Duration LAST_CHANCE = Duration.ofSeconds(30);

    private static final Duration LEAST_PROMISE = Duration.ofMinutes(1);
    static final String LOST =
            "somebody else took the mirror out of the route, or the claim on it, or added a route without"
                    + " it, while the run went on";

    private static final CompletableFuture<Optional<List<QueriedValue>>> NOBODY_ASKED =
            CompletableFuture.completedFuture(Optional.empty());

    private final Site site;
    private final Looking looking;
    private final Routing routing;
    private final Pairing pairing;
    private final Querying querying;

    Iterating(Site site, Looking looking, Routing routing) {
        this.site = site;
        this.looking = looking;
        this.routing = routing;
        this.pairing = new Pairing(site);
        this.querying = new Querying(site);
    }

    Result iterate(Journal journal) {
        Instant now = site.now();
        Cadence cadence = journal.cadence();
        Instant flowing = journal.last(Entry.Flowing.class).orElseThrow().at();
        Turn turn = Turn.of(journal, cadence, cadence.dueTick(flowing, now));
        var asked = turn.early() ? NOBODY_ASKED : querying.look(journal, now, turn.warmUp());
        Look look = looking.look(journal, now);
        Step step = Step.of(turn.before().look(), look);
        if (turn.early() && (!step.trouble().isEmpty() || step.dark().requests() < EarlyLook.worth(journal))) {
            return new Result.NotYet(Wait.TICK, "");
        }
        Optional<List<QueriedValue>> queried = asked.join();
        List<String> trouble = new ArrayList<>(step.trouble());
        trouble.addAll(Querying.trouble(journal.experiment(), queried, turn.warmUp()));
        Duration chance = min(LAST_CHANCE, cadence.interval());
        if (turn.tick() == cadence.ticks()
                && !trouble.isEmpty()
                && now.isBefore(cadence.due(flowing, turn.tick()).plus(chance))) {
            return new Result.NotYet(Wait.TICK, trouble.get(0));
        }
        return record(journal, turn, look, step, queried, trouble);
    }

    private Result record(
            Journal journal,
            Turn turn,
            Look look,
            Step step,
            Optional<List<QueriedValue>> queried,
            List<String> trouble) {
        Experiment experiment = journal.experiment();
        Turn.Before before = turn.before();
        boolean warmUp = turn.warmUp();
        Totals live = warmUp ? Totals.NONE : Tally.plus(before.live(), step.live());
        Totals dark = warmUp ? Totals.NONE : Tally.plus(before.dark(), step.dark());
        MirrorProof proof = Proving.proof(
                journal,
                journal.last(Entry.Flowing.class).orElseThrow().look(),
                look,
                step.seen(),
                before.proof().live() + step.live().requests(),
                before.proof().dark() + step.dark().requests());
        Pairing.Looked paired = pairing.look(journal, look.at(), warmUp, trouble);
        Sample sample = new Sample(
                new Seen(dark, live, paired.total()),
                new Seen(step.dark(), step.live(), paired.step()),
                before.ledger(),
                Queried.of(experiment, queried));
        Weighed weighed =
                warmUp ? new Weighed(List.of(), Ledger.EMPTY) : rule(experiment).weigh(experiment.objectives(), sample);
        Optional<Entry.Judged> concern = concern(journal, look, step, proof);
        Function<List<String>, Entry.Iterated> entry = odd -> new Entry.Iterated(
                look.at(),
                turn.tick(),
                warmUp,
                Optional.of(step.seen()),
                live,
                dark,
                weighed.assessments(),
                proof,
                odd,
                Optional.of(weighed.ledger()).filter(ledger -> ledger.looks() > 0),
                paired.twins(),
                queried);
        Optional<Entry.Judged> judged = concern.or(() -> verdict(journal, entry.apply(trouble), step));
        boolean tended = !turn.early() || concern.isPresent() || decides(weighed.assessments());
        Optional<Entry.Judged> lost = tended ? tend(journal, turn, judged.isPresent(), trouble) : Optional.empty();
        List<Entry> entries = new ArrayList<>(List.of(entry.apply(trouble)));
        lost.or(() -> concern)
                .or(() -> judged.map(verdict -> sure(journal, verdict)))
                .ifPresent(entries::add);
        return new Result.Done(entries);
    }

    /** An early look that leaves things open spares the API server: the claim is renewed at ticks. */
    private static boolean decides(List<Assessment> assessments) {
        return assessments.stream().noneMatch(each -> each.standing() == Assessment.Standing.UNDECIDED)
                || assessments.stream().anyMatch(each -> each.standing() == Assessment.Standing.BREACHED);
    }

    /** Renews the claim and sees that the mirror is still there. An API server that is silent now is not waited for. */
    private Optional<Entry.Judged> tend(Journal journal, Turn turn, boolean last, List<String> trouble) {
        try {
            if (!isOurs(journal, turn, last) || !routing.mirrors(journal, tick(journal, turn), site.now())) {
                return Optional.of(new Ownership(site).lost(journal, LOST));
            }
        } catch (ClusterException e) {
            trouble.add("the claim was not renewed: " + e.getMessage());
        }
        return Optional.empty();
    }

    /**
     * Where a verdict comes of this look, all of the claim is looked at; else what is due to be renewed, which is all of it where no other
     * run shares this process.
     */
    private boolean isOurs(Journal journal, Turn turn, boolean last) {
        if (!journal.experiment().touches()) {
            return true;
        }
        Claim claim = site.claim(journal, Site.plan(journal));
        Duration promise = promise(journal).plus(Deadlines.ofShutting(journal.experiment(), site.patience()));
        Instant before = site.routebook().isPresent() ? tick(journal, turn) : Instant.EPOCH;
        return (!last || site.holds(journal)) && site.claims().tend(claim, promise, before);
    }

    /** When the tick before this one was due. */
    private static Instant tick(Journal journal, Turn turn) {
        Instant flowing = journal.last(Entry.Flowing.class).orElseThrow().at();
        return journal.cadence().due(flowing, turn.before().tick());
    }

    /** Before anything is promoted all routes are looked at, also those that were not there before. */
    private Entry.Judged sure(Journal journal, Entry.Judged judged) {
        return judged.verdict() != Verdict.CONFORMS || routing.mirrorsEverywhere(journal)
                ? judged
                : new Ownership(site).lost(journal, LOST);
    }

    private static Duration promise(Journal journal) {
        Duration three = journal.cadence().interval().multipliedBy(3);
        return three.compareTo(LEAST_PROMISE) > 0 ? three : LEAST_PROMISE;
    }

    /** What ends a run at any tick, whatever the objectives say. */
    private Optional<Entry.Judged> concern(Journal journal, Look look, Step step, MirrorProof proof) {
        if (proof.standing() == MirrorProof.Standing.CONTAMINATED) {
            return Optional.of(judged(Cause.DARK_CONTAMINATED, proof.words()));
        }
        Totals baseline = journal.last(Entry.Baselined.class).orElseThrow().live();
        var objectives = journal.experiment().objectives();
        Optional<String> hurt =
                Looking.since(Looking.opening(journal).live(), look.live()) instanceof Increment.Counted since
                        ? LiveWatch.hurt(objectives, baseline, since.totals())
                        : Optional.empty();
        return hurt.or(() -> LiveWatch.hurt(objectives, baseline, step.live()))
                .map(words -> judged(Cause.LIVE_HURT, words));
    }

    private Optional<Entry.Judged> verdict(Journal journal, Entry.Iterated iterated, Step step) {
        boolean last = iterated.tick() == journal.cadence().ticks();
        if (iterated.warmUp() && !last) {
            return Optional.empty();
        }
        if (last && !step.trouble().isEmpty()) {
            return Optional.of(judged(
                    Cause.NO_EVIDENCE,
                    "the last look found no counters: " + step.trouble().get(0)));
        }
        if (iterated.warmUp()) {
            return Optional.of(judged(
                    Cause.NO_EVIDENCE, "something was missing until the last look, so that warm-up never ended"));
        }
        Judgement judgement = rule(journal.experiment()).judge(iterated.assessments(), moment(journal, iterated, step));
        return judgement.verdict() == Verdict.UNDECIDED
                ? Optional.empty()
                : Optional.of(tempered(judgement, iterated.proof()));
    }

    /** Whether a mirror is good enough for a promotion. */
    static boolean bears(MirrorProof proof) {
        return switch (proof.standing()) {
            case PROVEN, SEEN -> true;
            case LOSSY, NOT_FLOWING, NOTHING_YET, CONTAMINATED -> false;
        };
    }

    /** No promotion on a mirror that is not what was asked for. */
    private Entry.Judged tempered(Judgement judgement, MirrorProof proof) {
        return !bears(proof) && judgement.verdict() == Verdict.CONFORMS
                ? judged(Cause.MIRROR_LOSSY, proof.words())
                : new Entry.Judged(site.now(), judgement.verdict(), judgement.cause(), judgement.because());
    }

    private Entry.Judged judged(Cause cause, String because) {
        return new Entry.Judged(site.now(), Verdict.INCONCLUSIVE, cause, because);
    }

    private static Moment moment(Journal journal, Entry.Iterated iterated, Step step) {
        Experiment experiment = journal.experiment();
        Cadence cadence = journal.cadence();
        Instant flowing = journal.last(Entry.Flowing.class).orElseThrow().at();
        Instant soaked = cadence.soaked(flowing, experiment.decision().soak());
        return new Moment(
                iterated.ledger().map(Ledger::looks).orElse(0),
                step.dark().requests() > 0,
                !iterated.at().isBefore(soaked),
                iterated.tick() == cadence.ticks());
    }

    private static Rule rule(Experiment experiment) {
        return rule(experiment.decision(), experiment.accessLogs().isPresent());
    }

    static Rule rule(Decision decision, boolean paired) {
        return switch (decision.rule()) {
            case POINT -> new PointRule(decision.failFast());
            case SEQUENTIAL -> new SequentialRule(Promise.of(decision), paired);
        };
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * What both versions did since the look before.
     *
     * @param seen the counters that the next look is held against. Where one side was odd, both keep the older ones and nothing was
     *     counted: copies held against the live requests of another time would look lost, or like somebody else's
     */
    record Step(Totals live, Totals dark, Look seen, List<String> trouble) {
        static Step of(Look before, Look now) {
            List<String> trouble = new ArrayList<>();
            Optional<Totals> live = counted(Looking.since(before.live(), now.live()), "live", trouble);
            Optional<Totals> dark = counted(Looking.since(before.dark(), now.dark()), "dark", trouble);
            return live.isPresent() && dark.isPresent()
                    ? new Step(live.get(), dark.get(), Proving.carry(before, now), trouble)
                    : new Step(Totals.NONE, Totals.NONE, before, trouble);
        }

        private static Optional<Totals> counted(Increment increment, String side, List<String> trouble) {
            if (increment instanceof Increment.Counted counted) {
                return Optional.of(counted.totals());
            }
            trouble.add(side + ": " + ((Increment.Postponed) increment).reason());
            return Optional.empty();
        }
    }
}
