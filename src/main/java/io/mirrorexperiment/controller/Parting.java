package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Entry.Request;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.report.Phase;
import io.mirrorexperiment.run.Commands;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes leave of an object that somebody deletes: its run is ended and cleaned up first. What does not come to an end in time is said in
 * its status, in an event and in the log; the object stays until a person has acted.
 */
final class Parting {
    private static final Logger LOG = LoggerFactory.getLogger(Parting.class);

    /** Longer than a run tries to clean up before it calls itself stuck. */
    private static final Duration DEADLINE = Duration.ofMinutes(15);

    private static final Duration ONCE_MORE = Duration.ofSeconds(30);

    private final Desk desk;
    private final Advancing advancing;

    Parting(Desk desk, Advancing advancing) {
        this.desk = desk;
        this.advancing = advancing;
    }

    Instant turn(Attended attended, Instant due) {
        Seen seen = attended.seen();
        if (!seen.guarded()) {
            desk.targets().leave(attended.address()).forEach(desk.attention()::wake);
            return Instant.MAX;
        }
        Optional<Run> found = seen.mark().flatMap(mark -> desk.engines().find(mark.run()));
        if (found.isEmpty()) {
            return letGo(attended);
        }
        try (Run run = found.get()) {
            return run.journal().has(Entry.Finished.class) ? over(attended, run) : end(attended, run, due);
        }
    }

    private Instant end(Attended attended, Run run, Instant due) {
        Advancing.ask(
                run, Request.ABORT, "the deletion of " + attended.address().words());
        Standing standing = advancing.advance(attended, run, due);
        if (standing.finished()) {
            return over(attended, run);
        }
        Instant deadline = attended.seen().leaving().orElse(desk.now()).plus(DEADLINE);
        if (!desk.now().isBefore(deadline)) {
            stuck(
                    attended,
                    standing.journal(),
                    "it is being deleted since " + attended.seen().leaving().orElseThrow()
                            + " and its run does not come to an end: it waits for " + whatFor(standing),
                    Commands.whenStuck(standing.journal()));
            return advancing.rest(standing);
        }
        desk.tell(
                attended,
                new Stand.Running(
                        standing.journal(),
                        Advancing.detail(standing),
                        Optional.of("it goes away when everything is cleaned up")));
        Instant next = advancing.rest(standing);
        return next.isBefore(deadline) ? next : deadline;
    }

    /** What failed last says more than that it is tried again. */
    private static String whatFor(Standing standing) {
        return standing.words()
                + Advancing.stumble(standing)
                        .map(stumbled -> " after " + stumbled.deed() + " failed: " + stumbled.message())
                        .orElse("");
    }

    private Instant over(Attended attended, Run run) {
        Journal journal = run.journal();
        Entry.Finished finished = journal.last(Entry.Finished.class).orElseThrow();
        Ending ending = finished.ending();
        if (ending.outcome() == Outcome.STUCK && run.claims()) {
            stuck(
                    attended,
                    journal,
                    "it cannot go away before its run is cleaned up: " + ending.because(),
                    finished.commands());
            return desk.now().plus(ONCE_MORE);
        }
        desk.attention().forget(journal.id());
        return letGo(attended);
    }

    private void stuck(Attended attended, Journal journal, String what, List<String> told) {
        List<String> commands = new ArrayList<>(told);
        commands.add("or, to let the object go with all that was changed left as it is: kubectl patch "
                + attended.address().kind().kind().toLowerCase(Locale.ROOT) + " "
                + attended.address().name()
                + " -n " + attended.address().namespace() + " --type=merge -p '{\"metadata\":{\"finalizers\":null}}'");
        if (attended.isStuckAnew(Phase.of(journal).word())) {
            LOG.error("{}: {}; {}", attended.address(), what, String.join("; ", commands));
        }
        desk.tell(attended, new Stand.Stuck(journal, what, commands));
        desk.telling()
                .events()
                .tell(
                        attended.seen(),
                        attended.seen().leaving().orElse(desk.now()),
                        "Stuck",
                        what + "; " + String.join("; ", commands),
                        true,
                        journal.id() + " stuck");
    }

    private Instant letGo(Attended attended) {
        Optional<Manifest> object = desk.read(attended);
        object.filter(now -> Seen.of(now).guarded())
                .ifPresent(now -> desk.cluster().replace(Seen.letGo(now)));
        desk.targets().leave(attended.address()).forEach(desk.attention()::wake);
        return Instant.MAX;
    }
}
