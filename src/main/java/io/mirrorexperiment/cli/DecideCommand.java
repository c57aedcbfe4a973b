package io.mirrorexperiment.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.run.Hindsight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Answers scenarios of recorded counters by the sequential rule, for comparison with other implementations of it. */
@Command(
        name = "decide",
        hidden = true,
        description = "Judge recorded scenarios by the sequential rule, and print the answers as JSON.",
        footer = {"", "Examples:", "  mirror-experiment decide scenarios.json > answers.json"})
final class DecideCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(
            paramLabel = "SCENARIOS",
            description = "a file: intervalSeconds, config, objectives and scrapes of each")
    Path file = Path.of("");

    private final Host host;

    DecideCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        ArrayNode answers = JSON.createArrayNode();
        for (Scenarios.Scenario scenario : Scenarios.read(file.toString(), text())) {
            answers.add(answer(scenario.id(), Hindsight.judge(scenario.terms(), scenario.scrapes())));
        }
        host.out().println(pretty(answers));
        return 0;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException | UncheckedIOException e) {
            throw Refusal.usage(file + " cannot be read: " + e);
        }
    }

    private static ObjectNode answer(String id, Hindsight.Found found) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("id", id);
        answer.put("decision", word(found));
        answer.put("iteration", found.iteration());
        answer.put("requests", found.requests());
        answer.set("lnP", logs(found, Weight::promotion));
        answer.set("lnR", logs(found, Weight::rollback));
        answer.put("because", found.because());
        return answer;
    }

    private static String word(Hindsight.Found found) {
        return switch (found.verdict()) {
            case CONFORMS -> "PROMOTE";
            case VIOLATES -> "ROLLBACK";
            case INCONCLUSIVE, UNDECIDED -> "INCONCLUSIVE";
        };
    }

    private static ArrayNode logs(Hindsight.Found found, ToDoubleFunction<Weight> side) {
        ArrayNode logs = JSON.createArrayNode();
        for (Assessment each : found.assessments()) {
            each.evidence().weight().ifPresent(weight -> logs.add(side.applyAsDouble(weight)));
        }
        return logs;
    }

    private static String pretty(ArrayNode answers) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answers are plain JSON", e);
        }
    }
}
