package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One look with one set of secrets.
 *
 * @param wire to the server
 * @param access what we show it
 * @param questions what we ask
 * @param place the server, for messages
 */
record Session(Wire wire, Access access, Questions questions, ErrorRule rule, String place) {
    /** Asks everything at once; once more if the answers show that the server's clock is not where we thought. */
    CompletableFuture<Reading> counters(Population population, Instant at, Duration fresh) {
        Duration offset = wire.offset();
        return answers(population, at.plus(offset)).thenCompose(answers -> {
            Duration better = wire.offset();
            return better.equals(offset)
                    ? CompletableFuture.completedFuture(reading(answers, population, at, offset, fresh))
                    : answers(population, at.plus(better))
                            .thenApply(again -> reading(again, population, at, better, fresh));
        });
    }

    /**
     * Asks about several populations in one go: each reading is what {@link #counters} would give. Those that cannot be told by what came
     * back are not in it.
     */
    CompletableFuture<Map<Population, Reading>> counters(
            Collection<Population> populations, Instant at, Duration fresh) {
        Duration offset = wire.offset();
        JointQuestions joint = new JointQuestions(telemetry(), populations);
        return all(topic -> wire.askLong(access, joint.question(topic), at.plus(offset)))
                .thenApply(answers -> {
                    Map<Population, Reading> readings = new HashMap<>();
                    if (wire.offset().equals(offset)) {
                        joint.split(answers)
                                .forEach((population, own) ->
                                        readings.put(population, reading(own, population, at, offset, fresh)));
                    }
                    return readings;
                });
    }

    /** Why the server cannot be used, if so. */
    CompletableFuture<Optional<String>> trouble(Instant now) {
        // One after the other: the first answer also tells the server's clock.
        return ask(Questions.one(), now).thenCompose(one -> {
            Optional<String> odd = notOne(one);
            return odd.isPresent()
                    ? CompletableFuture.completedFuture(odd.map(this::words))
                    : ask(questions.anyRequests(), now).thenApply(any -> odd(any).map(this::words));
        });
    }

    /** Why this population has no counters, as far as the mesh's other traffic and its other reporters tell. */
    CompletableFuture<Optional<String>> hint(Population population, Instant now) {
        return ask(questions.anyRequests(), now).thenCompose(any -> {
            Optional<String> silent = noRequests(any);
            return silent.isPresent()
                    ? CompletableFuture.completedFuture(silent.map(this::words))
                    : ask(questions.reporters(population), now).thenApply(answer -> otherReporters(answer, population)
                            .map(this::words));
        });
    }

    private CompletableFuture<Answer> ask(String promql, Instant at) {
        return wire.ask(access, promql, at.plus(wire.offset()));
    }

    private CompletableFuture<Map<Topic, Answer>> answers(Population population, Instant at) {
        return all(topic -> wire.ask(access, topic.question(questions, population), at));
    }

    private static CompletableFuture<Map<Topic, Answer>> all(Function<Topic, CompletableFuture<Answer>> ask) {
        Map<Topic, CompletableFuture<Answer>> asked = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            asked.put(topic, ask.apply(topic));
        }
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<Topic, Answer> answers = new EnumMap<>(Topic.class);
                    asked.forEach((topic, answer) -> answers.put(topic, answer.join()));
                    return answers;
                });
    }

    private Reading reading(
            Map<Topic, Answer> answers, Population population, Instant at, Duration offset, Duration fresh) {
        try {
            Answers together = Topic.together(answers);
            if (together.requests().isEmpty()) {
                return new Reading.Absent(words(none(population)));
            }
            return new Freshness(fresh, offset).checked(together.counters(rule), at);
        } catch (OddAnswerException odd) {
            return new Reading.Missing(words(odd.reason()));
        }
    }

    private String none(Population population) {
        return "no series " + telemetry().requests() + " for " + telemetry().words(population) + " from reporter "
                + telemetry().reporter() + ": " + telemetry().none();
    }

    private static Optional<String> notOne(Answer answer) {
        if (answer instanceof Answer.Odd odd) {
            return Optional.of(odd.reason());
        }
        List<Sample> samples = ((Answer.Vector) answer).samples();
        return samples.size() == 1 && samples.get(0).text().equals("1")
                ? Optional.empty()
                : Optional.of("it does not know that vector(1) is 1, so this is not Prometheus' query API");
    }

    private static Optional<String> odd(Answer answer) {
        return answer instanceof Answer.Odd odd ? Optional.of(odd.reason()) : Optional.empty();
    }

    private Optional<String> noRequests(Answer answer) {
        return answer instanceof Answer.Vector vector && vector.samples().isEmpty()
                ? Optional.of("it answers, but has no series " + telemetry().requests() + " at all; does it scrape "
                        + telemetry().scraped()
                        + ", is it the right tenant, and has the mesh had any traffic in the last minutes?")
                : Optional.empty();
    }

    private Optional<String> otherReporters(Answer answer, Population population) {
        if (!(answer instanceof Answer.Vector vector)) {
            return Optional.empty();
        }
        String workload = telemetry().words(population);
        String found = vector.samples().stream()
                .map(sample -> sample.label("reporter"))
                .sorted()
                .collect(Collectors.joining(", "));
        if (vector.samples().isEmpty()) {
            return Optional.of("nobody has reported a request to " + workload + "; "
                    + telemetry().nobody());
        }
        return vector.samples().stream()
                        .map(sample -> sample.label("reporter"))
                        .anyMatch(reporter -> reporter.isEmpty()
                                || reporter.equals(telemetry().reporter()))
                ? Optional.empty()
                : Optional.of("requests to " + workload + " are reported by " + SampleText.shown(found)
                        + " only, not by "
                        + telemetry().reporter() + "; copies of a mirror are seen at the destination alone, so its"
                        + " pods need a sidecar (or a waypoint, with reporter: waypoint) that is scraped");
    }

    private Telemetry telemetry() {
        return questions.telemetry();
    }

    private String words(String reason) {
        return access.withoutSecrets(place + ": " + reason);
    }
}
