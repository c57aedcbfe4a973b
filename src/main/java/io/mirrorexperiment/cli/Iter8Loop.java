package io.mirrorexperiment.cli;

import io.mirrorexperiment.run.Validating;
import io.mirrorexperiment.spec.CourseText;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.StoredExperiment;
import io.mirrorexperiment.spec.ValidationReader;
import io.mirrorexperiment.spec.ValidationResult;
import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Loop;
import io.mirrorexperiment.validation.Summary;
import io.mirrorexperiment.validation.Validation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs one loop of an experiment: collects, judges, stores. */
final class Iter8Loop {
    /** The metrics could not be told: nothing can be concluded from this loop. */
    static final int INCONCLUSIVE = 2;

    /** A result that changed meanwhile is read again, and the loop run on top of it. */
    private static final int ATTEMPTS = 3;

    private final Host host;
    private final Iter8Store store;
    private final Clock clock;

    Iter8Loop(Host host, Iter8Store store, Clock clock) {
        this.host = host;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Runs it.
     *
     * @param reuse whether it goes on with the result that is there; else the experiment begins now
     * @return the exit code: 0 if the metrics could be told, whatever they say
     */
    int run(boolean reuse) {
        Optional<Instant> launched = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            StoredExperiment stored = store.get();
            Validation validation = validation(stored);
            Course before = reuse ? known(stored) : anew(stored, validation);
            if (reuse && launched.filter(at -> !at.equals(before.launched())).isPresent()) {
                throw dropped("the experiment was launched anew while this loop ran");
            }
            launched = Optional.of(before.launched());
            Course after = Validating.loop(validation, before, clock);
            if (store.keep(CourseText.of(validation, after))) {
                return told(validation, after);
            }
        }
        throw dropped("somebody else changed the result each time that this loop ran");
    }

    private Refusal dropped(String why) {
        return Refusal.nothingChanged(
                why + ", in " + store.place() + "; so the loop is dropped, and nothing was stored");
    }

    private int told(Validation validation, Course course) {
        Loop loop = course.last().orElseThrow();
        Summary summary = Summary.of(validation, course);
        host.err().println("loop " + loop.number() + " ended");
        summary.remarks().forEach(remark -> host.err().println("  " + remark));
        summary.slos().forEach(row -> host.err()
                .println("  " + row.condition() + ": " + row.satisfied() + " (" + row.words() + ")"));
        return loop.trouble().isEmpty() ? 0 : INCONCLUSIVE;
    }

    private Validation validation(StoredExperiment stored) {
        ValidationResult asked = ValidationReader.validation(
                new StoredExperiment(stored.experiment(), stored.metrics(), Optional.empty()));
        if (asked instanceof ValidationResult.Valid valid) {
            return valid.validation();
        }
        throw Refusal.usage(words(((ValidationResult.Invalid) asked).mistakes(), store));
    }

    private Course known(StoredExperiment stored) {
        ValidationResult all = ValidationReader.validation(stored);
        if (all instanceof ValidationResult.Invalid invalid) {
            throw Refusal.usage(words(invalid.mistakes(), store));
        }
        return ((ValidationResult.Valid) all)
                .course()
                .orElseThrow(() -> Refusal.usage("there is no result in " + store.place()
                        + " that could be gone on with; run without --reuseResult"));
    }

    private Course anew(StoredExperiment stored, Validation validation) {
        int revision = ValidationReader.validation(stored) instanceof ValidationResult.Valid valid
                ? valid.course().map(Course::revision).orElse(0) + 1
                : 1;
        return Course.launched(validation, revision, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** All mistakes, a line each. */
    static String words(List<Mistake> mistakes, Iter8Store store) {
        return store.place() + " holds no experiment that can be used:\n"
                + mistakes.stream().map(each -> "  " + each).collect(Collectors.joining("\n"));
    }
}
