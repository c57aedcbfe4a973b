package io.jenkins.plugins.mirrorexperiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.JsonReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as a step returns it: maps, lists, texts, numbers and truth values only, which Pipeline can save and sandboxed Groovy can read.
 * Values are those of the JSON report. Pure.
 */
final class VerdictMap {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> HEAD = List.of("run", "verdict", "outcome", "cause", "because", "exitCode");

    private VerdictMap() {}

    /**
     * The map: run, verdict, outcome, cause, because, exitCode, conforms, promoted, requests (live and dark), objectives, reportUrl.
     *
     * @param reportUrl where a person reads more; empty if the controller does not know its own address
     */
    static Map<String, Object> of(Journal journal, String reportUrl) {
        JsonNode report = tree(JsonReport.of(journal, List.of()));
        Map<String, Object> map = new LinkedHashMap<>();
        HEAD.forEach(word -> put(map, word, report.path(word)));
        map.put("conforms", report.path("verdict").asText().equals("conforms"));
        map.put("promoted", report.path("outcome").asText().equals("promoted"));
        Map<String, Object> requests = new LinkedHashMap<>();
        requests.put("live", report.path("live").path("requests").asLong());
        requests.put("dark", report.path("dark").path("requests").asLong());
        map.put("requests", requests);
        put(map, "objectives", report.path("objectives"));
        map.put("reportUrl", reportUrl);
        return map;
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own report can't be read", e);
        }
    }

    /** What is null in the report is not in the map: Groovy reads both as null, and a map without nulls can be saved anywhere. */
    private static void put(Map<String, Object> map, String word, JsonNode value) {
        if (!value.isNull() && !value.isMissingNode()) {
            map.put(word, plain(value));
        }
    }

    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(field -> put(map, field.getKey(), field.getValue()));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        }
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isIntegralNumber()) {
            return node.asLong();
        }
        return node.isNumber() ? (Object) node.asDouble() : node.asText();
    }
}
