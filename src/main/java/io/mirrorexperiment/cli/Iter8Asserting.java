package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.install.Schedule;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.StoredExperiment;
import io.mirrorexperiment.spec.SummaryResult;
import io.mirrorexperiment.spec.ValidationReader;
import io.mirrorexperiment.spec.ValidationResult;
import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Loop;
import io.mirrorexperiment.validation.Summary;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is asserted of an experiment, and how long it may take. */
final class Iter8Asserting {
    /** Not satisfied in time. */
    static final int NOT_SATISFIED = 1;

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** Iter8's conditions. */
    enum Condition {
        /** A loop ended. */
        COMPLETED,
        /** And its metrics could be told. */
        NOFAILURE,
        /** There are objectives, and evidence that all are satisfied. */
        SLOS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-c", "--condition"},
            required = true,
            split = ",",
            paramLabel = "CONDITION",
            description = "${COMPLETION-CANDIDATES}; several with commas, or by repeating it")
    List<Condition> conditions = new ArrayList<>();

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "0s",
            description = "how long to wait for the conditions, as in 90s or 2m30s (default: ${DEFAULT-VALUE})")
    String timeout = "0s";

    /**
     * Asks until all is satisfied or the time is over, and says what is not.
     *
     * @return the exit code
     */
    int ask(Host host, Iter8Store store) {
        Duration patience = Iter8Time.read(timeout)
                .orElseThrow(
                        () -> Refusal.usage("--timeout must be a time, as in 90s or 2m30s, not '" + timeout + "'"));
        Duration end = host.stopwatch().elapsed().plus(patience);
        while (true) {
            Duration left = end.minus(host.stopwatch().elapsed());
            Optional<List<String>> open = open(store, left);
            if (open.isPresent() && (open.get().isEmpty() || left.isNegative() || left.isZero())) {
                return told(host, open.get());
            }
            host.stopwatch().pause(left.compareTo(BETWEEN) < 0 ? left : BETWEEN);
        }
    }

    private int told(Host host, List<String> open) {
        host.err().println(open.isEmpty() ? "all conditions were satisfied" : "not all conditions were satisfied");
        open.forEach(each -> host.err().println("  " + each));
        return open.isEmpty() ? 0 : NOT_SATISFIED;
    }

    /** What is not satisfied; empty if that cannot be told now, but maybe later. */
    private Optional<List<String>> open(Iter8Store store, Duration left) {
        try {
            return Optional.of(open(store));
        } catch (ClusterException e) {
            if (e.reason() == ClusterException.Reason.UNREACHABLE && !left.isNegative() && !left.isZero()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private List<String> open(Iter8Store store) {
        StoredExperiment stored = store.get();
        SummaryResult result = ValidationReader.summary(stored);
        if (result instanceof SummaryResult.Unreadable unreadable) {
            String why = unreadable.mistakes().stream().map(Mistake::toString).collect(Collectors.joining("; "));
            return conditions.stream()
                    .map(each -> each + ": the result cannot be read: " + why)
                    .toList();
        }
        Summary summary = ((SummaryResult.Known) result).summary();
        Optional<String> stale = stale(store, stored);
        return conditions.stream()
                .distinct()
                .flatMap(each -> each == Condition.COMPLETED || stale.isEmpty()
                        ? open(each, summary).stream()
                        : Stream.of(each + ": " + stale.get()))
                .toList();
    }

    /** Why the newest loop says nothing of now: others should have followed it. */
    private static Optional<String> stale(Iter8Store store, StoredExperiment stored) {
        Optional<Instant> last = ValidationReader.validation(stored) instanceof ValidationResult.Valid valid
                ? valid.course().flatMap(Course::last).map(Loop::at)
                : Optional.empty();
        return last.flatMap(
                at -> store.schedule()
                        .filter(times -> Schedule.parse(times)
                                .missed(at, Clock.systemUTC().instant()))
                        .map(
                                times -> "the newest loop was at " + at + ", and the schedule '" + times
                                        + "' wanted others since; `k log` and `kubectl get cronjobs,jobs,pods` tell what became of them"));
    }

    private static List<String> open(Condition condition, Summary summary) {
        String because = summary.remarks().isEmpty() ? "" : ": " + String.join("; ", summary.remarks());
        return switch (condition) {
            case COMPLETED -> summary.completed() ? List.of() : List.of("completed" + because);
            case NOFAILURE -> summary.completed() && summary.noFailure() ? List.of() : List.of("nofailure" + because);
            case SLOS -> slos(summary, because);
        };
    }

    private static List<String> slos(Summary summary, String because) {
        if (!summary.completed() || summary.slos().isEmpty()) {
            return List.of("slos" + because);
        }
        List<String> open = new ArrayList<>(summary.slos().stream()
                .filter(row -> !row.satisfied())
                .map(row -> "slos: " + row.condition() + ": " + row.words())
                .toList());
        if (!summary.noFailure()) {
            open.add("slos" + because);
        }
        return open;
    }
}
