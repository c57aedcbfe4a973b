package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Runs;
import java.time.Instant;
import java.util.Optional;

/**
 * Begins the run of an object: when it asks for one, has no mistake, and has its target. First the object remembers the run's id and is
 * kept from going away, in one write by compare-and-set; then there is a journal; then its status tells; only then is anything touched.
 */
final class Beginning {
    private static final int MARK = 8;

    private final Desk desk;

    Beginning(Desk desk) {
        this.desk = desk;
    }

    /** An object without a run of it as it is now. */
    Instant turn(Attended attended) {
        Optional<Manifest> object = desk.read(attended);
        if (object.isEmpty()) {
            desk.attention().forget(attended.address());
            return Instant.MAX;
        }
        Seen seen = attended.seen();
        if (seen.leaving().isPresent() || seen.open().filter(this::goesOn).isPresent()) {
            return desk.now();
        }
        return isSameAgain(attended, object.get()) ? Instant.MAX : asked(attended, object.get());
    }

    /** Its last run is over, and it still asks for that one. */
    private boolean isSameAgain(Attended attended, Manifest object) {
        long edition = desk.subject(attended).edition(object);
        return attended.seen()
                .mark()
                .filter(mark -> mark.ended() && mark.edition() == edition)
                .isPresent();
    }

    /** The next try of an object whose run has ended, where it asks for one. */
    Instant next(Attended attended, Manifest object) {
        return asked(attended, object);
    }

    /** What was seen last may be older than what is read now. */
    private boolean goesOn(Mark mark) {
        return desk.engines()
                .find(mark.run())
                .map(run -> {
                    try (run) {
                        return !Advancing.startsLater(run.journal());
                    }
                })
                .orElse(true);
    }

    /** A run whose journal was not begun, or is gone. */
    Instant again(Attended attended, Mark mark) {
        Optional<Manifest> object = desk.read(attended);
        if (object.isEmpty()
                || attended.seen().leaving().isPresent()
                || !attended.seen().open().equals(Optional.of(mark))) {
            return desk.now();
        }
        return asked(attended, object.get(), Optional.of(mark));
    }

    private Instant asked(Attended attended, Manifest object) {
        return asked(attended, object, Optional.empty());
    }

    private Instant asked(Attended attended, Manifest object, Optional<Mark> marked) {
        Asked asked = desk.asked(attended, object);
        if (asked instanceof Asked.Run wanted) {
            return inLine(attended, object, wanted, marked);
        }
        desk.targets().leave(attended.address()).forEach(desk.attention()::wake);
        if (asked instanceof Asked.Wrong wrong) {
            desk.tell(attended, new Stand.Refused(wrong.mistakes()));
        }
        return Instant.MAX;
    }

    private Instant inLine(Attended attended, Manifest object, Asked.Run wanted, Optional<Mark> marked) {
        Instant since = desk.subject(attended).since(object);
        Optional<Address> before =
                marked.isPresent() ? Optional.empty() : desk.targets().want(wanted.target(), since, attended.address());
        if (before.isPresent()) {
            desk.tell(
                    attended,
                    new Stand.Waiting(
                            before.get().namespace() + "/" + before.get().name()));
            return Instant.MAX;
        }
        Runs runs = desk.engines().of(wanted.experiment());
        Optional<String> holder = runs.holder(wanted.experiment());
        if (holder.isPresent()) {
            desk.tell(attended, new Stand.Waiting(holder.get()));
            return attended.nextTry(desk.now(), Desk.FIRST_TRY, Desk.LONGEST_TRY);
        }
        Mark mark = marked.orElseGet(() -> mark(attended, object, wanted, runs));
        return begin(attended, wanted, runs, mark);
    }

    private Mark mark(Attended attended, Manifest object, Asked.Run wanted, Runs runs) {
        RunId id = runs.next(wanted.experiment());
        long edition = desk.subject(attended).edition(object);
        long generation = attended.seen().generation();
        Mark mark = new Mark(id, object.uid(), edition, generation, false, 0, wanted.target());
        attended.forgetRun();
        desk.write(attended, Seen.guarded(mark.on(object)));
        return mark;
    }

    private Instant begin(Attended attended, Asked.Run wanted, Runs runs, Mark mark) {
        String own = mark.uid().substring(0, Math.min(MARK, mark.uid().length()));
        Optional<Run> begun = runs.begin(mark.run(), wanted.experiment(), desk.by(), own);
        if (begun.isEmpty()) {
            return taken(attended, mark);
        }
        try (Run run = begun.get()) {
            Journal journal = run.journal();
            attended.begun();
            desk.tell(attended, new Stand.Running(journal, "", Optional.empty()));
            desk.telling()
                    .events()
                    .tell(attended.seen(), desk.now(), "Begun", words(mark, wanted), false, mark.run() + " begun");
            return desk.now();
        }
    }

    private static String words(Mark mark, Asked.Run wanted) {
        String defaults = wanted.defaults().isEmpty()
                ? ""
                : "; what holds although the object does not say it: " + String.join("; ", wanted.defaults());
        return "run " + mark.run() + " is begun" + defaults;
    }

    /** Somebody else began a run of that id between: the object gets another. */
    private Instant taken(Attended attended, Mark mark) {
        desk.read(attended)
                .filter(now -> Mark.of(now).equals(Optional.of(mark)))
                .ifPresent(now -> desk.write(attended, Seen.letGo(now).withoutAnnotation(Mark.KEY)));
        return desk.now();
    }
}
