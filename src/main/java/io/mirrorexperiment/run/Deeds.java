package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.run.Move.Wait;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Performs deeds. Every deed reads today's objects first, so that doing it again, or after a crash, changes nothing. */
final class Deeds {
    /** Deeds of cleaning up that wait for something outside. */
    private static final Set<Deed> LASTING =
            EnumSet.of(Deed.TAKE_BACK, Deed.REMOVE_DARK, Deed.COMMIT, Deed.HOLD, Deed.AWAIT_ANSWER);

    /** Deeds of a run that says that it does not mirror any more. */
    private static final Set<Deed> AFTER_THE_MIRROR =
            EnumSet.of(Deed.COMMIT, Deed.HOLD, Deed.AWAIT_ANSWER, Deed.REMOVE_DARK);

    /** Deeds on objects of the user's that a run never does whose commits are somebody else's. */
    private static final Set<Deed> WRITING = EnumSet.of(
            Deed.COMMIT,
            Deed.CHANGE_LIVE,
            Deed.SCALE,
            Deed.STEP,
            Deed.SHIFT,
            Deed.LEAD_BACK,
            Deed.TAKE_BACK,
            Deed.DROP_OLD);

    private final Site site;
    private final Routing routing;
    private final Looking looking;
    private final Iterating iterating;
    private final DarkDeeds darkness;
    private final Promoting deployments;
    private final PromotionDeeds promoting;
    private final Stepping stepping;
    private final Planning planning;
    private final Closing closing;
    private final Closure closure;
    private final Committing committing;

    Deeds(Site site) {
        this.site = site;
        looking = new Looking(site);
        routing = new Routing(site, looking);
        iterating = new Iterating(site, looking, routing);
        Darkness pods = new Darkness(site, routing);
        RevisionDarkness revisions = new RevisionDarkness(site, routing);
        boolean knative = site.versions().kind().equals(Kind.REVISION);
        deployments = new Promoting(site, pods, routing);
        darkness = knative ? revisions : pods;
        promoting = knative ? new RevisionPromoting(site, revisions, routing) : deployments;
        stepping = new Stepping(site, looking, routing);
        planning = new Planning(site, new Drafting(site, routing, looking));
        committing = new Committing(site, routing);
        closing = new Closing(site, committing);
        closure = new Closure(site, looking, darkness);
    }

    /** Does it; what has been coming about for too long while cleaning up counts as a stumble, so that it ends some time. */
    Result perform(Deed deed, Journal journal) {
        if (journal.experiment().prints() && WRITING.contains(deed)) {
            throw new IllegalStateException("a run that prints must not " + deed.words());
        }
        Result result = onceShut(deed, journal);
        boolean late = result instanceof Result.NotYet notYet
                && (LASTING.contains(deed) || notYet.why() == Wait.COMMIT)
                && site.now()
                        .isAfter(new Progress(journal)
                                .begun()
                                .plus(span(journal, notYet))
                                .plus(site.patience().cleaning()));
        return late
                ? Result.Done.with(
                        new Entry.Stumbled(site.now(), deed.words(), ((Result.NotYet) result).words(), false))
                : result;
    }

    /** Tells the metrics system when it will be asked next. */
    void announce(Journal journal, Move move) {
        if (move instanceof Move.Rest rest && rest.why() == Wait.TICK) {
            looking.announce(journal, rest.until());
        }
    }

    private static Duration span(Journal journal, Result.NotYet notYet) {
        return notYet.why() == Wait.COMMIT
                ? Committing.patience(journal)
                : journal.experiment().dark().readyWithin();
    }

    /**
     * A wait that is made longer began when the mirror was shut; whoever has called the dark version since may have been a tester. Where
     * somebody else took the pin, it gets requests of users that never end: then it goes all the sooner.
     */
    private Result onceShut(Deed deed, Journal journal) {
        boolean waits = deed == Deed.HOLD || deed == Deed.AWAIT_ANSWER;
        boolean again = waits && (journal.has(Entry.Held.class) || journal.has(Entry.Awaited.class));
        boolean doubtful = AFTER_THE_MIRROR.contains(deed) && !again;
        Optional<String> doubt = doubtful ? closure.doubt(journal) : Optional.empty();
        boolean usersToo = doubt.isPresent() && deed == Deed.REMOVE_DARK && !routing.isPinned(journal);
        if (usersToo) {
            return attempt(deed, journal);
        }
        return doubt.<Result>map(words -> new Result.NotYet(Wait.CLOSURE, words))
                .orElseGet(() -> attempt(deed, journal));
    }

    private Result attempt(Deed deed, Journal journal) {
        return switch (deed) {
            case SEEK -> new Seeking(site).seek(journal);
            case PLAN -> planning.plan(journal);
            case PREPARE -> routing.prepare(journal);
            case PIN -> darkness.pin(journal).orElseGet(() -> routing.pin(journal));
            case DEPLOY -> darkness.deploy(journal);
            case AWAIT_READY -> darkness.awaitReady(journal);
            case PAUSE -> closing.pause(journal);
            case TAKE_BASELINE -> baseline(journal);
            case MIRROR -> routing.mirror(journal);
            case PROVE_FLOW -> flow(journal);
            case ITERATE -> iterating.iterate(journal);
            case GIVE_UP -> closing.giveUp(journal);
            case UNMIRROR -> routing.unmirror(journal);
            case HOLD -> closing.hold(journal);
            case AWAIT_ANSWER -> closing.awaitAnswer(journal);
            case COMMIT -> promoting.commit(journal);
            case CHANGE_LIVE -> promoting.changeLive(journal);
            case SCALE -> deployments.scale(journal);
            case STEP -> stepping.step(journal);
            case WATCH -> stepping.watch(journal);
            case SHIFT -> routing.shift(journal);
            case VERIFY -> promoting.verify(journal);
            case LEAD_BACK -> routing.leadBack(journal);
            case TAKE_BACK -> promoting.takeBack(journal);
            case DROP_OLD -> {
                promoting.handOver(journal);
                yield routing.dropOld(journal);
            }
            case REMOVE_DARK -> {
                if (new Progress(journal).promoted()) {
                    promoting.settle(journal);
                }
                Optional<Result> led = journal.experiment().prints() ? committing.led(journal) : Optional.empty();
                yield led.orElseGet(() -> darkness.removeDark(journal));
            }
            case UNPIN -> {
                darkness.unpin(journal);
                yield routing.unpin(journal);
            }
            case CLEAR -> routing.clear(journal);
            case RELEASE -> closing.release(journal);
            case PICTURE -> new Picturing(site).picture(journal);
            case FINISH -> closing.finish(journal);
        };
    }

    /** Users who reach the dark version where somebody took the pin are no strangers. */
    private Result baseline(Journal journal) {
        Result result = looking.takeBaseline(journal);
        boolean early = result instanceof Result.Done done
                && done.entries().get(0) instanceof Entry.Judged judged
                && judged.cause() == Cause.DARK_CONTAMINATED;
        if (early && journal.experiment().prints() && routing.mirrorsEverywhere(journal)) {
            return Looking.inconclusive(
                    site.now(),
                    Cause.DARK_CONTAMINATED,
                    "the mirror was committed before the run asked for it, so that the dark version got requests of which"
                            + " nobody knows whether all of them were copies");
        }
        Ownership ownership = new Ownership(site);
        return early && ownership.goesOn(journal) && !routing.isPinned(journal)
                ? Result.Done.with(
                        ownership.lost(
                                journal,
                                "somebody else changed the route before the mirror opened, so that users reached the dark version"))
                : result;
    }

    /** A controller that takes the mirror out again does so within seconds: then no copy is waited for. */
    private Result flow(Journal journal) {
        Ownership ownership = new Ownership(site);
        Result result = looking.proveFlow(journal);
        boolean arrived = result instanceof Result.Done done && done.entries().get(0) instanceof Entry.Flowing;
        return arrived || !ownership.goesOn(journal) || routing.mirrorsEverywhere(journal)
                ? result
                : Result.Done.with(ownership.lost(journal, Iterating.LOST));
    }

    /** What is left for somebody to commit; none where the run writes routes itself, or never got to any. */
    List<Commit> left(Journal journal) {
        return journal.experiment().prints() && journal.has(Entry.Planned.class) ? committing.left(journal) : List.of();
    }

    /** Undoes again what this process did late, after a twin had undone it. */
    void closeAgain(Journal newest) {
        if (newest.has(Entry.DarkRemoved.class)) {
            darkness.removeDark(newest);
        }
        if (newest.has(Entry.Unpinned.class)) {
            darkness.unpin(newest);
        }
        routing.closeAgain(newest);
    }
}
