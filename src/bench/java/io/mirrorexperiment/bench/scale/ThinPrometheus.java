package io.mirrorexperiment.bench.scale;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a Prometheus as a run that looks asks for: counters that grow evenly since the recording. */
final class ThinPrometheus {
    private static final Pattern WORKLOADS = Pattern.compile("destination_workload=~?\"([^\"]+)\"");
    private static final Pattern NAME = Pattern.compile("s(\\d{6})-([a-z0-9-]+)");

    private final GrowingCounters live;
    private final GrowingCounters dark;
    private final Counts counts;

    ThinPrometheus(GrowingCounters live, GrowingCounters dark, Counts counts) {
        this.live = live;
        this.dark = dark;
        this.counts = counts;
    }

    void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
        asked.putAll(parameters(body));
        String question = asked.getOrDefault("query", "");
        double time = Double.parseDouble(asked.getOrDefault("time", "0"));
        StringBuilder answer =
                new StringBuilder("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[");
        Asking topic = Asking.of(question);
        boolean named = question.substring(0, question.indexOf('{')).contains("destination_workload");
        Matcher workloads = WORKLOADS.matcher(question);
        int asks = 0;
        while (workloads.find()) {
            Matcher each = NAME.matcher(workloads.group(1));
            while (each.find()) {
                GrowingCounters version = each.group(2).equals("v1") ? live : dark;
                version.append(answer, topic, Integer.parseInt(each.group(1)), each.group(), time, named);
                asks++;
            }
        }
        if (answer.charAt(answer.length() - 1) == ',') {
            answer.setLength(answer.length() - 1);
        }
        counts.count(asks > 1 ? "joint question" : "single question");
        Http.send(exchange, 200, answer.append("]}}").toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String text) {
        Map<String, String> parameters = new TreeMap<>();
        for (String part : text == null ? new String[0] : text.split("&")) {
            int at = part.indexOf('=');
            if (at > 0) {
                parameters.put(
                        part.substring(0, at), URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
