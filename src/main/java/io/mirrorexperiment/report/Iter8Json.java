package io.mirrorexperiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.validation.Summary;

/** How an experiment of Iter8's command line stands, for programs: JSON of the form {@value #SCHEMA}. Every field is always there. Pure. */
public final class Iter8Json {
    /** Changes when a reader of the old form could not read the new one. */
    public static final String SCHEMA = "mirror-experiment.io/iter8-report/v1";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Iter8Json() {}

    /** The report, indented, with a line feed at its end. */
    public static String of(Summary summary) {
        try {
            return JSON.writeValueAsString(tree(summary)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be written as JSON", e);
        }
    }

    private static ObjectNode tree(Summary summary) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.put("completed", summary.completed());
        root.put("noFailure", summary.noFailure());
        root.put("slosSatisfied", summary.slosSatisfied());
        root.put("tasks", summary.tasks());
        root.put("completedTasks", summary.completedTasks());
        root.put("loops", summary.loops().orElse(null));
        ArrayNode slos = root.putArray("slos");
        summary.slos().forEach(row -> slos.addObject()
                .put("condition", Clean.line(row.condition()))
                .put("satisfied", row.satisfied())
                .put("words", Clean.line(row.words())));
        ArrayNode metrics = root.putArray("metrics");
        summary.metrics().forEach(metric -> metrics.add(metric(metric)));
        ArrayNode remarks = root.putArray("remarks");
        summary.remarks().forEach(remark -> remarks.add(Clean.line(remark)));
        return root;
    }

    private static ObjectNode metric(Summary.Metric metric) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", Clean.line(metric.name()));
        node.put("units", metric.units().map(Clean::line).orElse(null));
        node.put("value", metric.value().isPresent() ? (Double) metric.value().getAsDouble() : null);
        node.put("words", Clean.line(metric.words()));
        return node;
    }
}
