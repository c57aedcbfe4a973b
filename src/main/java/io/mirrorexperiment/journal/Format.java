package io.mirrorexperiment.journal;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Mirror;
import java.util.Collection;
import java.util.Optional;

/**
 * The versions of the JSON format, and which of them has a word. A journal says the oldest that has all its words, so that an older
 * reader, such as a reaper that nobody has renewed yet, refuses only what it could not understand. Pure.
 */
final class Format {
    /** What the first version wrote. */
    static final int FIRST = 1;

    /** Runs that stop before the mirror, whose mirror is shut by somebody, or that were given more time. */
    static final int PARTS = 2;

    /** Versions that are revisions of a Knative Service, and errors that are counted as Iter8 does. */
    static final int REVISIONS = 3;

    /** Runs that wait for objects of the user or deploy revisions, runs without objectives, and metrics that are asked of other systems. */
    static final int ELSEWHERE = 4;

    /** Promotions in steps, and runs that go on where a GitOps controller owns what they edit. */
    static final int STEPS = 5;

    /** Routes that are given to a run, which makes its own after them. */
    static final int GIVEN = 6;

    /** Runs that looked at the traffic for their report. */
    static final int PICTURED = 7;

    /** Runs beside which other versions than the live one get users' requests, or that divide these themselves. */
    static final int DIVIDED = 8;

    /** Mirrors by routes whose versions are Services: of the Gateway API, of Contour, of Traefik. */
    static final int SERVICES = 9;

    /** Runs that print what has to be committed instead of writing routes. */
    static final int PRINTED = 10;

    /** Pods that are asked for their counters themselves. */
    static final int DIRECT = 11;

    /** Dark versions that say which container their image is for. */
    static final int NEWEST = 12;

    private Format() {}

    static int of(Experiment experiment) {
        if (experiment.dark().source() instanceof DarkSource.Clone clone
                && clone.container().isPresent()) {
            return NEWEST;
        }
        if (experiment.metrics().direct().isPresent()) {
            return DIRECT;
        }
        if (experiment.prints()) {
            return PRINTED;
        }
        if (experiment.mirror().via().byServices()) {
            return SERVICES;
        }
        if (experiment.mirror().shift().isPresent()) {
            return DIVIDED;
        }
        if (experiment.mirror().given().isPresent()) {
            return GIVEN;
        }
        if (experiment.gitops().isPresent() || experiment.promotion().steps().isPresent()) {
            return STEPS;
        }
        boolean stamps = experiment.dark().source() instanceof DarkSource.Stamped
                || experiment.mirror().host().isPresent();
        if (stamps
                || experiment.requires().isPresent()
                || experiment.objectives().isEmpty()
                || experiment.queries().isPresent()) {
            return ELSEWHERE;
        }
        return experiment.knative() || experiment.metrics().errors().isPresent() ? REVISIONS : FIRST;
    }

    static int of(Collection<Entry> entries) {
        return entries.stream().mapToInt(Format::of).max().orElse(FIRST);
    }

    static int of(Entry entry) {
        if (entry instanceof Entry.Planned planned
                && Mirror.Via.byServices(planned.plan().via())) {
            return SERVICES;
        }
        if (entry instanceof Entry.Planned planned && planned.plan().besides().isPresent()) {
            return DIVIDED;
        }
        if (entry instanceof Entry.Pictured) {
            return PICTURED;
        }
        if (cause(entry).filter(Cause.NOT_COMMITTED::equals).isPresent()) {
            return PRINTED;
        }
        if (entry instanceof Entry.Stepped
                || entry instanceof Entry.Watched
                || entry instanceof Entry.LedBack
                || Format.isNew(entry)) {
            return STEPS;
        }
        boolean queried =
                (entry instanceof Entry.Flowing flowing && flowing.queried().isPresent())
                        || (entry instanceof Entry.Iterated iterated
                                && iterated.queried().isPresent());
        if (queried || entry instanceof Entry.Sought || entry instanceof Entry.Found) {
            return ELSEWHERE;
        }
        boolean isNew = entry instanceof Entry.Paused
                || entry instanceof Entry.Extended
                || (entry instanceof Entry.Asked asked && isNew(asked.request()))
                || (entry instanceof Entry.Judged judged && judged.cause() == Cause.UNMIRRORED_BY_HAND)
                || (entry instanceof Entry.Finished finished
                        && finished.ending().cause() == Cause.UNMIRRORED_BY_HAND);
        return isNew ? PARTS : FIRST;
    }

    private static boolean isNew(Entry entry) {
        return cause(entry)
                .filter(cause -> cause == Cause.GITOPS_REVERTED || cause == Cause.PROMOTION_BREACHED)
                .isPresent();
    }

    private static Optional<Cause> cause(Entry entry) {
        if (entry instanceof Entry.Judged judged) {
            return Optional.of(judged.cause());
        }
        if (entry instanceof Entry.Regretted regretted) {
            return Optional.of(regretted.cause());
        }
        return entry instanceof Entry.Finished finished
                ? Optional.of(finished.ending().cause())
                : Optional.empty();
    }

    private static boolean isNew(Entry.Request request) {
        return switch (request) {
            case ABORT, PROMOTE, ROLL_BACK -> false;
            case PAUSE, MIRROR, UNMIRROR -> true;
        };
    }
}
