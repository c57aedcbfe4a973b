package io.mirrorexperiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The report of a run for programs: JSON of the schema {@value #SCHEMA}, which {@code resources/schema/report.json} describes. Every field is
 * always there, {@code null} where there is nothing to say, but for {@code queries} and {@code steps},
 * which only specs with them have, and {@code traffic}, which only runs that looked at it have. Secrets are in it by the names of the places
 * where they are kept only. Pure.
 */
public final class JsonReport {
    /** Changes when a reader of the old form could not read the new one. */
    public static final String SCHEMA = "mirror-experiment.io/report/v1";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonReport() {}

    /**
     * The report, indented, with a line feed at its end.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     */
    public static String of(Journal journal, List<String> defaults) {
        try {
            return JSON.writeValueAsString(tree(journal, defaults)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report of " + journal.id() + " cannot be written as JSON", e);
        }
    }

    private static ObjectNode tree(Journal journal, List<String> defaults) {
        Facts facts = new Facts(journal);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.put("run", journal.id().toString());
        ending(facts, root);
        root.set("experiment", JsonExperiment.of(journal));
        root.set("objectives", JsonEvidence.objectives(facts));
        if (journal.experiment().queries().isPresent()) {
            root.set("queries", JsonEvidence.queries(facts));
        }
        root.set("mirror", JsonEvidence.mirror(facts));
        root.set("live", JsonEvidence.totals(facts.live()));
        root.set("dark", JsonEvidence.totals(facts.dark()));
        root.set("twins", facts.twins().<JsonNode>map(JsonTwins::of).orElse(NullNode.getInstance()));
        facts.last(Entry.Pictured.class).ifPresent(seen -> root.set("traffic", TrafficJson.of(seen.traffic())));
        root.set("looks", JsonEvidence.looks(facts));
        if (journal.experiment().promotion().steps().isPresent()) {
            root.set("steps", StepsSection.json(facts));
        }
        root.set("cluster", cluster(facts));
        root.set(
                "forecast",
                facts.plan()
                        .flatMap(Plan::forecast)
                        .<JsonNode>map(JsonReport::forecast)
                        .orElse(NullNode.getInstance()));
        root.set("warnings", texts(facts.plan().map(Plan::warnings).orElse(List.of())));
        root.set("defaults", texts(defaults));
        root.set("commands", texts(NextSection.commands(journal)));
        root.set("entries", entries(journal));
        return root;
    }

    private static void ending(Facts facts, ObjectNode root) {
        Optional<Ending> ending = facts.ending();
        Optional<Entry.Judged> judged = facts.last(Entry.Judged.class);
        root.put("phase", Phase.of(facts.journal()).word());
        root.put("verdict", facts.verdict().word());
        root.put("outcome", ending.map(end -> end.outcome().word()).orElse(null));
        root.put(
                "cause",
                ending.map(Ending::cause)
                        .or(() -> judged.map(Entry.Judged::cause))
                        .map(Cause::word)
                        .orElse(null));
        root.put(
                "because",
                ending.map(Ending::because)
                        .or(() -> judged.map(Entry.Judged::because))
                        .map(Clean::line)
                        .orElse(null));
        root.put("exitCode", ending.map(Ending::exitCode).orElse(null));
        root.put("started", facts.started().map(Instant::toString).orElse(null));
        root.put("ended", facts.at(Entry.Finished.class).map(Instant::toString).orElse(null));
    }

    private static ObjectNode cluster(Facts facts) {
        ObjectNode cluster = JsonNodeFactory.instance.objectNode();
        ArrayNode now = cluster.putArray("now");
        ChangesSection.lines(facts).forEach(line -> now.add(Clean.line((line.what() + " " + line.words()).strip())));
        cluster.set("routes", texts(facts.plan().map(Plan::routes).orElse(List.of())));
        cluster.set("deploys", texts(facts.plan().map(Plan::deploys).orElse(List.of())));
        facts.plan().flatMap(Plan::besides).ifPresent(names -> cluster.set("besides", texts(names)));
        cluster.put(
                "deadline", facts.journal().deadline().map(Instant::toString).orElse(null));
        ArrayNode diffs = cluster.putArray("diffs");
        facts.plan().map(Plan::diff).orElse(List.of()).forEach(diff -> diffs.add(Clean.secretless(diff)));
        return cluster;
    }

    private static ObjectNode forecast(Forecast forecast) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("perSecond", forecast.perSecond());
        node.put("requests", forecast.requests());
        node.set("words", texts(forecast.words()));
        return node;
    }

    private static ArrayNode entries(Journal journal) {
        ArrayNode entries = JsonNodeFactory.instance.arrayNode();
        journal.entries().forEach(entry -> entries.addObject()
                .put("at", entry.at().toString())
                .put("word", entry.word())
                .put("sentence", Sentences.of(entry, journal).render(Style.PLAIN)));
        return entries;
    }

    private static ArrayNode texts(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> array.add(Clean.line(text)));
        return array;
    }
}
