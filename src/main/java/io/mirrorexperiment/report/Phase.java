package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.Pause;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run is at, as far as its journal tells: what it does now or waits for. */
public enum Phase {
    /** What the spec requires is not there yet. */
    SEEKING("waits for what the spec requires"),
    /** Before a plan. */
    PLANNING("claims the target, reads the cluster and makes the plan"),
    /** Subsets are made. */
    PREPARING("makes both versions addressable in the mesh"),
    /** The route is pinned. */
    PINNING("leads all users to the live version, once that can be addressed everywhere"),
    /** Dark manifests are applied. */
    DEPLOYING("deploys the dark version, once no user can get there"),
    /** Dark pods start. */
    AWAITING_READINESS("waits for the dark version to become ready"),
    /** Stopped before the mirror. */
    PAUSED("waits, with the dark version ready, for somebody to let the mirror open"),
    /** Before the mirror. */
    TAKING_BASELINE("takes the live version's baseline; the dark one must have received nothing"),
    /** The mirror is opened. */
    OPENING_MIRROR("opens the mirror"),
    /** Copies are waited for. */
    PROVING_MIRROR("waits for the first copies to arrive"),
    /** Ticks that do not count. */
    WARMING_UP("lets the dark version warm up"),
    /** Ticks that count. */
    LOOKING("compares the dark version with its objectives"),
    /** The mirror is shut. */
    SHUTTING_MIRROR("shuts the mirror"),
    /** Manual promotion. */
    AWAITING_ANSWER("waits for somebody to promote or roll back"),
    /** Held. */
    HELD("keeps the dark version, without traffic, for somebody to decide"),
    /** Going to the users. */
    PROMOTING("brings the judged version to the users"),
    /** A part of the live traffic goes to the promoted version. */
    STEPPING("judges the promoted version by its share of the live traffic"),
    /** The promoted version serves. */
    VERIFYING("waits for the promoted version to serve"),
    /** The old version stays a while. */
    KEEPING_OLD("keeps the old version in the route for a while"),
    /** The promotion is undone. */
    TAKING_BACK("takes the promotion back"),
    /** Dark goes. */
    REMOVING_DARK("removes what was deployed"),
    /** The pin goes. */
    RESTORING_ROUTE("restores the route"),
    /** The claim goes. */
    RELEASING("gives the claim on the target back"),
    /** Nothing is left to do. */
    ENDED("has ended");

    private static final Map<Class<? extends Entry>, Phase> AFTER = Map.ofEntries(
            Map.entry(Entry.Sought.class, SEEKING),
            Map.entry(Entry.Found.class, PLANNING),
            Map.entry(Entry.Planned.class, PREPARING),
            Map.entry(Entry.Prepared.class, PINNING),
            Map.entry(Entry.Pinned.class, DEPLOYING),
            Map.entry(Entry.Deployed.class, AWAITING_READINESS),
            Map.entry(Entry.Ready.class, TAKING_BASELINE),
            Map.entry(Entry.Paused.class, PAUSED),
            Map.entry(Entry.Baselined.class, OPENING_MIRROR),
            Map.entry(Entry.Mirrored.class, PROVING_MIRROR),
            Map.entry(Entry.Flowing.class, LOOKING),
            Map.entry(Entry.Iterated.class, LOOKING),
            Map.entry(Entry.Judged.class, SHUTTING_MIRROR),
            Map.entry(Entry.Unmirrored.class, REMOVING_DARK),
            Map.entry(Entry.Held.class, HELD),
            Map.entry(Entry.Awaited.class, AWAITING_ANSWER),
            Map.entry(Entry.Committed.class, PROMOTING),
            Map.entry(Entry.Scaled.class, PROMOTING),
            Map.entry(Entry.LiveChanged.class, VERIFYING),
            Map.entry(Entry.Stepped.class, STEPPING),
            Map.entry(Entry.Watched.class, STEPPING),
            Map.entry(Entry.Shifted.class, VERIFYING),
            Map.entry(Entry.Verified.class, KEEPING_OLD),
            Map.entry(Entry.LedBack.class, REMOVING_DARK),
            Map.entry(Entry.OldDropped.class, REMOVING_DARK),
            Map.entry(Entry.Regretted.class, TAKING_BACK),
            Map.entry(Entry.TakenBack.class, REMOVING_DARK),
            Map.entry(Entry.DarkRemoved.class, RESTORING_ROUTE),
            Map.entry(Entry.Unpinned.class, RESTORING_ROUTE),
            Map.entry(Entry.Cleared.class, RELEASING),
            Map.entry(Entry.Released.class, RELEASING),
            Map.entry(Entry.Finished.class, ENDED));

    private final String words;

    Phase(String words) {
        this.words = words;
    }

    /** What a run is at; pure. */
    public static Phase of(Journal journal) {
        List<Entry> steps = journal.entries().stream()
                .filter(entry -> AFTER.containsKey(entry.getClass()))
                .toList();
        return steps.isEmpty() ? beforeThePlan(journal) : refined(journal, steps.get(steps.size() - 1));
    }

    /** Lower case with dashes, as reports have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the run does or waits for, as in "the run …". */
    public String words() {
        return words;
    }

    private static Phase beforeThePlan(Journal journal) {
        return stops(journal) ? RELEASING : PLANNING;
    }

    private static Phase refined(Journal journal, Entry newest) {
        Phase phase = AFTER.getOrDefault(newest.getClass(), PLANNING);
        return switch (phase) {
            case SEEKING, PLANNING -> stops(journal) ? RELEASING : phase;
            case PREPARING, PINNING, DEPLOYING, AWAITING_READINESS, TAKING_BASELINE, OPENING_MIRROR, PROVING_MIRROR ->
                stops(journal) ? leaving(journal) : opening(journal, phase);
            case PAUSED -> stops(journal) ? leaving(journal) : paused(journal);
            case LOOKING -> stops(journal) ? leaving(journal) : looking(journal);
            case SHUTTING_MIRROR -> leaving(journal);
            case AWAITING_ANSWER, HELD -> answered(journal, phase);
            case REMOVING_DARK -> newest instanceof Entry.Unmirrored ? unmirrored(journal) : phase;
            case KEEPING_OLD -> clones(journal) ? REMOVING_DARK : phase;
            default -> phase;
        };
    }

    private static Phase opening(Journal journal, Phase phase) {
        if (!journal.experiment().adopted()) {
            return phase;
        }
        return journal.has(Entry.Baselined.class) ? PROVING_MIRROR : TAKING_BASELINE;
    }

    /** After a stop the dark version is looked at once more. */
    private static Phase paused(Journal journal) {
        if (Pause.of(journal).isDue()) {
            return PAUSED;
        }
        return journal.experiment().adopted() ? TAKING_BASELINE : AWAITING_READINESS;
    }

    private static Phase looking(Journal journal) {
        int tick = journal.last(Entry.Iterated.class).map(Entry.Iterated::tick).orElse(0);
        return tick < journal.cadence().warmUp() ? WARMING_UP : LOOKING;
    }

    private static Phase leaving(Journal journal) {
        return journal.experiment().adopted() && !promotes(journal) ? RELEASING : SHUTTING_MIRROR;
    }

    private static Phase answered(Journal journal, Phase waiting) {
        if (journal.asked(Entry.Request.PROMOTE).isPresent()) {
            return PROMOTING;
        }
        return stops(journal) ? REMOVING_DARK : waiting;
    }

    private static Phase unmirrored(Journal journal) {
        if (stops(journal) || !journal.has(Entry.Judged.class)) {
            return REMOVING_DARK;
        }
        return promotes(journal) ? PROMOTING : REMOVING_DARK;
    }

    private static boolean promotes(Journal journal) {
        return journal.asked(Entry.Request.PROMOTE).isPresent()
                || (journal.experiment().promotion().mode() == Promotion.Mode.AUTO
                        && journal.last(Entry.Judged.class)
                                .filter(judged -> judged.verdict() == Verdict.CONFORMS)
                                .isPresent());
    }

    private static boolean stops(Journal journal) {
        return journal.asked(Entry.Request.ABORT).isPresent()
                || journal.asked(Entry.Request.ROLL_BACK).isPresent();
    }

    private static boolean clones(Journal journal) {
        return journal.experiment().dark().source() instanceof io.mirrorexperiment.experiment.DarkSource.Clone;
    }
}
