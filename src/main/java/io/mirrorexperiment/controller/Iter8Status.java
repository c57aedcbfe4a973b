package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.spec.iter8.Iter8Experiment;
import io.mirrorexperiment.spec.iter8.Iter8Objective;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run in the words of an Iter8 Experiment's status ({@code iter8.tools/v2alpha2}), field by field as Iter8's controller writes it. Where
 * that would say what nobody knows, the same field has the truth: no winner without evidence, nothing recommended that has not won. Pure.
 */
public final class Iter8Status {
    private static final Iter8Experiment.Duration UNKNOWN = new Iter8Experiment.Duration(1, 1, 1);

    private final Optional<Iter8Spec> iter8;
    private final Journal journal;

    private Iter8Status(Optional<Iter8Spec> iter8, Journal journal) {
        this.iter8 = iter8;
        this.journal = journal;
    }

    /** The status of the run that an experiment became; empty if the run is another's, or judges other objectives. */
    public static Optional<Map<String, Object>> of(Iter8Spec iter8, Journal journal) {
        Instant came = journal.entries().isEmpty()
                ? Instant.EPOCH
                : journal.entries().get(0).at();
        return fits(iter8, journal)
                ? Optional.of(
                        new Iter8Status(Optional.of(iter8), journal).tree(came, Optional.empty(), Optional.empty()))
                : Optional.empty();
    }

    /**
     * The same in a cluster. Of an experiment that has become another one, while the run of what it was goes on, only the course is told.
     *
     * @param iter8 the experiment as it is; empty if it can't be read
     * @param came when it was first seen
     * @param remark what else its owner has to know
     * @param stuck why it can't be deleted
     */
    static Map<String, Object> of(
            Optional<Iter8Spec> iter8,
            Journal journal,
            Instant came,
            Optional<String> remark,
            Optional<String> stuck) {
        return new Iter8Status(iter8.filter(spec -> fits(spec, journal)), journal).tree(came, remark, stuck);
    }

    private static boolean fits(Iter8Spec iter8, Journal journal) {
        long limits = iter8.experiment().criteria().objectives().stream()
                .mapToLong(Iter8Status::limits)
                .sum();
        return iter8.experiment().name().equals(journal.id().name())
                && journal.experiment().objectives().size() == limits;
    }

    /** An objective with two limits becomes two of ours. */
    static int limits(Iter8Objective objective) {
        return (int) Stream.of(objective.lowerLimit(), objective.upperLimit())
                .filter(Optional::isPresent)
                .count();
    }

    private Map<String, Object> tree(Instant came, Optional<String> remark, Optional<String> stuck) {
        Iter8Course course = Iter8Course.of(
                        journal,
                        iter8.map(spec -> spec.experiment().duration()).orElse(UNKNOWN))
                .with(remark)
                .with(stuck);
        Map<String, Object> status = course.begun(came, new Iter8Conditions(came).of(course, journal, stuck));
        journal.last(Entry.Flowing.class).ifPresent(flowing -> status.put("startTime", words(flowing.at())));
        journal.last(Entry.Iterated.class).ifPresent(look -> {
            status.put("lastUpdateTime", words(look.at()));
            status.put("completedIterations", look.tick());
        });
        iter8.ifPresent(spec -> judge(spec, status));
        return status;
    }

    private void judge(Iter8Spec spec, Map<String, Object> status) {
        String version = spec.version().name();
        if (journal.has(Entry.Flowing.class)) {
            status.put("currentWeightDistribution", List.of(two("name", version, "value", 100)));
        }
        status.put("metrics", Iter8Metrics.of(spec, journal));
        Iter8Analysis analysis = new Iter8Analysis(spec, journal);
        if (analysis.won()) {
            status.put("versionRecommendedForPromotion", version);
        }
        if (!journal.entries().isEmpty()) {
            status.put("analysis", analysis.tree());
        }
    }

    static Optional<Ending> ending(Journal journal) {
        return journal.last(Entry.Finished.class).map(Entry.Finished::ending);
    }

    /** Two fields in their order. */
    static Map<String, Object> two(String first, Object one, String second, Object other) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(first, one);
        fields.put(second, other);
        return fields;
    }

    static String words(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
