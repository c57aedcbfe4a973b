package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Ledger;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.QueriedValue;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.graph.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that happened in a run and will always have happened. An entry that tells of an effect is written after the
 * effect, so an effect may have come about without its entry, never the other way round; {@link Judged}, {@link Committed}
 * and {@link Regretted} tell of decisions and are written before anything follows from them.
 */
public sealed interface Entry {
    /** When it happened, by the clock of the run. */
    Instant at();

    /** The entry's name in the past tense, as {@code mirrored}. */
    default String word() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** The same without what only the newest look keeps. */
    default Entry bare() {
        if (this instanceof Watched watched) {
            return watched.withoutLook();
        }
        return this instanceof Iterated iterated ? iterated.withoutLook() : this;
    }

    /** Whether somebody said it from outside; the run itself has done nothing by it. */
    default boolean isSaid() {
        return this instanceof Asked || this instanceof Extended;
    }

    /** A run that waits for a person's word has begun to, or goes on. */
    interface Wait {
        /** Since when. */
        Instant at();

        /** Until when, at the longest. */
        Instant until();
    }

    /**
     * What the spec requires is not there yet, and the run waits for it.
     *
     * @param lacking what, in a sentence
     */
    record Sought(Instant at, String lacking) implements Entry {}

    /** All that the spec requires is there. */
    record Found(Instant at) implements Entry {}

    /** The target was claimed, the originals were read, and the plan was made. */
    record Planned(Instant at, Plan plan) implements Entry {}

    /** Both versions can be addressed. */
    record Prepared(Instant at) implements Entry {}

    /**
     * The route selects the live version only.
     *
     * @param look counters at that time: what the dark version's workload has counted before it exists
     */
    record Pinned(Instant at, Look look) implements Entry {}

    /** The dark version's manifests were applied. */
    record Deployed(Instant at) implements Entry {}

    /**
     * The dark version is ready.
     *
     * @param image what its pods run, by digest where that is known; empty where nothing is exchanged
     */
    record Ready(Instant at, String image) implements Entry {}

    /** The dark version is ready, and the run waits for somebody's word before it opens the mirror. */
    record Paused(Instant at, Instant until) implements Entry, Wait {}

    /**
     * The live version's baseline was taken, and the dark version had received nothing, unless the mirror is the user's own.
     *
     * @param look the counters from which copies are counted
     * @param live what the live version did in the window before
     * @param window its length
     */
    record Baselined(Instant at, Look look, Totals live, Duration window) implements Entry {}

    /** The mirror is open. */
    record Mirrored(Instant at) implements Entry {}

    /**
     * The first copies have arrived; ticks count from here.
     *
     * @param look the counters at that time
     * @param queried what metrics that are asked of other systems came to; empty where there are no counters among them
     */
    record Flowing(Instant at, Look look, MirrorProof proof, Optional<List<QueriedValue>> queried) implements Entry {
        /** Copies. */
        public Flowing {
            queried = queried.map(List::copyOf);
        }

        /** Where nothing is counted elsewhere. */
        public Flowing(Instant at, Look look, MirrorProof proof) {
            this(at, look, proof, Optional.empty());
        }
    }

    /**
     * A look of the Conformance loop, at a tick or, once enough is new, between two.
     *
     * @param tick the newest that was due, counted from 1, warm-up included; an early look has the tick of the look before
     * @param warmUp whether its evidence is dropped
     * @param look the counters that the next tick is held against; only the newest entry keeps it
     * @param live what the live version did since warm-up
     * @param dark what the dark version did since warm-up
     * @param assessments one for each objective; none in warm-up
     * @param proof of the mirror, since copies flow
     * @param trouble what was missing or odd at this look
     * @param ledger what the sequential rule goes on with; only the newest entry keeps it
     * @param twins live requests and their mirrored twins since warm-up, where access logs are read
     * @param queried what metrics that are asked of other systems came to; empty where there are none
     */
    record Iterated(
            Instant at,
            int tick,
            boolean warmUp,
            Optional<Look> look,
            Totals live,
            Totals dark,
            List<Assessment> assessments,
            MirrorProof proof,
            List<String> trouble,
            Optional<Ledger> ledger,
            Optional<Twins> twins,
            Optional<List<QueriedValue>> queried)
            implements Entry {
        /** Copies. */
        public Iterated {
            queried = queried.map(List::copyOf);
            assessments = List.copyOf(assessments);
            trouble = List.copyOf(trouble);
        }

        /** A look that asks nobody else. */
        public Iterated(
                Instant at,
                int tick,
                boolean warmUp,
                Optional<Look> look,
                Totals live,
                Totals dark,
                List<Assessment> assessments,
                MirrorProof proof,
                List<String> trouble,
                Optional<Ledger> ledger,
                Optional<Twins> twins) {
            this(at, tick, warmUp, look, live, dark, assessments, proof, trouble, ledger, twins, Optional.empty());
        }

        /** A look of a rule that remembers nothing, where no access logs are read. */
        public Iterated(
                Instant at,
                int tick,
                boolean warmUp,
                Optional<Look> look,
                Totals live,
                Totals dark,
                List<Assessment> assessments,
                MirrorProof proof,
                List<String> trouble) {
            this(at, tick, warmUp, look, live, dark, assessments, proof, trouble, Optional.empty(), Optional.empty());
        }

        Iterated withoutLook() {
            boolean bare = look.isEmpty() && ledger.isEmpty() && twins.isEmpty();
            return bare
                    ? this
                    : new Iterated(
                            at,
                            tick,
                            warmUp,
                            Optional.empty(),
                            live,
                            dark,
                            assessments,
                            proof,
                            trouble,
                            Optional.empty(),
                            twins.map(Twins::bare),
                            queried);
        }
    }

    /** The verdict was found; nothing has followed from it yet. */
    record Judged(Instant at, Verdict verdict, Cause cause, String because) implements Entry {}

    /** The mirror is shut, and no late twin can open it again. */
    record Unmirrored(Instant at) implements Entry {}

    /** The dark version is kept for a person to decide. */
    record Held(Instant at, Instant until) implements Entry, Wait {}

    /** A conforming version waits for a person's word. */
    record Awaited(Instant at, Instant until) implements Entry, Wait {}

    /**
     * Somebody asked for something.
     *
     * @param by who, as far as known
     */
    record Asked(Instant at, Request request, String by) implements Entry {}

    /**
     * Somebody gave the run more time: so many iterations more, or, where it waited for a person's word, that wait once more.
     *
     * @param iterations at least 1
     * @param by who, as far as known
     */
    record Extended(Instant at, int iterations, String by) implements Entry {
        /** Checks. */
        public Extended {
            if (iterations < 1) {
                throw new IllegalArgumentException("an extension is by at least 1 iteration, not by " + iterations);
            }
        }
    }

    /**
     * Promotion was decided; from here the run goes forward.
     *
     * @param image what will go live, by digest where that is known; empty where the route shifts
     */
    record Committed(Instant at, String image) implements Entry {}

    /** The live workload was given the judged image. */
    record LiveChanged(Instant at) implements Entry {}

    /** The dark workload has as many pods as the live one. */
    record Scaled(Instant at) implements Entry {}

    /**
     * A part of the live traffic goes to the promoted version.
     *
     * @param percent over 0 and under 100
     */
    record Stepped(Instant at, int percent) implements Entry {}

    /**
     * A look at the live traffic of both versions between two steps; the first one of a step is what the others count from.
     *
     * @param percent of the step
     * @param look the counters that the next look is held against; only the newest entry keeps it
     * @param live what the old version did since the step has arrived
     * @param dark what the promoted version did since then
     * @param assessments one for each objective; none at the first look
     * @param trouble what was missing or odd at this look
     * @param ledger what the sequential rule goes on with; only the newest entry keeps it
     * @param queried what metrics that are asked of other systems came to; empty where there are none
     */
    record Watched(
            Instant at,
            int percent,
            Optional<Look> look,
            Totals live,
            Totals dark,
            List<Assessment> assessments,
            List<String> trouble,
            Optional<Ledger> ledger,
            Optional<List<QueriedValue>> queried)
            implements Entry {
        /** Copies. */
        public Watched {
            assessments = List.copyOf(assessments);
            trouble = List.copyOf(trouble);
            queried = queried.map(List::copyOf);
        }

        Watched withoutLook() {
            return new Watched(
                    at, percent, Optional.empty(), live, dark, assessments, trouble, Optional.empty(), queried);
        }
    }

    /** The route leads to the promoted version. */
    record Shifted(Instant at) implements Entry {}

    /** The promoted version serves. */
    record Verified(Instant at) implements Entry {}

    /** All live traffic goes to the live workload again, which runs the promoted version by now. */
    record LedBack(Instant at) implements Entry {}

    /** Promotion was given up; from here the run goes back. */
    record Regretted(Instant at, Cause cause, String because) implements Entry {}

    /** The promotion was undone. */
    record TakenBack(Instant at) implements Entry {}

    /** The old version has left the route. */
    record OldDropped(Instant at) implements Entry {}

    /** What we deployed is gone. */
    record DarkRemoved(Instant at) implements Entry {}

    /** The pin is gone. */
    record Unpinned(Instant at) implements Entry {}

    /** What was prepared is gone. */
    record Cleared(Instant at) implements Entry {}

    /** The claim was given back. */
    record Released(Instant at) implements Entry {}

    /**
     * Something failed and will be tried again, or given up.
     *
     * @param deed what was being done
     * @param message what the other side said
     * @param hopeless whether trying again cannot help
     */
    record Stumbled(Instant at, String deed, String message, boolean hopeless) implements Entry {}

    /**
     * The traffic of the mirrored time was looked at for the report; nothing follows from it.
     *
     * @param traffic who called whom, or why that is not known
     */
    record Pictured(Instant at, Sight traffic) implements Entry {}

    /**
     * The run is over.
     *
     * @param commands what a person can do now, where somebody must
     */
    record Finished(Instant at, Ending ending, List<String> commands) implements Entry {
        /** Copies. */
        public Finished {
            commands = List.copyOf(commands);
        }
    }

    /** What can be asked of a run. */
    enum Request {
        /** Stop and clean up. */
        ABORT,
        /** Promote what waits or is held. */
        PROMOTE,
        /** Roll back what waits or is held. */
        ROLL_BACK,
        /** Stop once the dark version is ready, before the mirror opens, and wait for {@link #MIRROR}; too late once the baseline is taken. */
        PAUSE,
        /** Go on to the mirror; said before the run has stopped for it, it does not stop. */
        MIRROR,
        /** Shut the mirror, whatever is known by then; says nothing of a mirror that nobody has opened or ordered yet. */
        UNMIRROR;

        /** Whether an entry says that somebody asked for this. */
        public boolean isAskedBy(Entry entry) {
            return entry instanceof Asked asked && asked.request() == this;
        }
    }
}
