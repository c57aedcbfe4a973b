package io.mirrorexperiment.bench.scale;

import com.sun.net.httpserver.HttpExchange;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.Ear;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A metrics system: live counters grow once a second, dark ones as long as the real route has a mirror. Thread-safe. */
final class MirroredMesh implements Ear {
    private static final Pattern ASKED = Pattern.compile("(s\\d{6})-(v\\d)");
    private static final double SCRAPE = 5;
    private static final double LIVE_SINCE = 3600;

    private final Cluster cluster;
    private final Map<String, Double> opened = new ConcurrentHashMap<>();
    private final Map<String, Double> shut = new ConcurrentHashMap<>();
    private final double start = System.currentTimeMillis() / 1000.0 - LIVE_SINCE;

    MirroredMesh(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void changed(Manifest bare) {
        double now = System.currentTimeMillis() / 1000.0;
        cluster.read(bare.address()).ifPresent(route -> {
            if (mirrors(route)) {
                opened.putIfAbsent(route.name(), now);
            } else if (opened.containsKey(route.name())) {
                shut.putIfAbsent(route.name(), now);
            }
        });
    }

    static boolean mirrors(Manifest route) {
        return route.maps("spec", "http").stream()
                .anyMatch(each -> each.containsKey("mirror") || each.containsKey("mirrors"));
    }

    @Override
    public void gone(Address address) {
        opened.remove(address.name());
    }

    void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String raw = exchange.getRequestURI().getRawQuery() + "&" + body;
        String question = "";
        double time = System.currentTimeMillis() / 1000.0;
        for (String part : raw.split("&", -1)) {
            String value = URLDecoder.decode(part.substring(part.indexOf('=') + 1), StandardCharsets.UTF_8);
            question = part.startsWith("query=") ? value : question;
            time = part.startsWith("time=") ? Double.parseDouble(value) : time;
        }
        String result = question.startsWith("vector") || question.startsWith("count")
                ? "{\"metric\":{\"reporter\":\"destination\"},\"value\":[" + time + ",\"1\"]}"
                : samples(question, time);
        String all = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + result + "]}}";
        Http.send(exchange, 200, all.getBytes(StandardCharsets.UTF_8));
    }

    private String samples(String question, double time) {
        StringBuilder result = new StringBuilder();
        Optional<Asking> topic = Asking.about(question);
        if (topic.isEmpty()) {
            return "";
        }
        boolean joint = question.substring(0, question.indexOf('{')).contains("destination_workload");
        Matcher asked = ASKED.matcher(question);
        while (asked.find()) {
            boolean live = asked.group(2).equals("v1");
            double since = live ? start : opened.getOrDefault(asked.group(1), Double.MAX_VALUE);
            double until = live ? Double.MAX_VALUE : shut.getOrDefault(asked.group(1), Double.MAX_VALUE);
            double scraped = Math.floor(time / SCRAPE) * SCRAPE;
            if (scraped > since) {
                String labels = "\"pod\":\"" + asked.group() + "-0\",\"instance\":\"i\",\"job\":\"j\""
                        + (joint
                                ? ",\"destination_workload_namespace\":\"" + namespace(asked.group(1))
                                        + "\",\"destination_workload\":\"" + asked.group() + '"'
                                : "");
                append(result, topic.get(), labels, time, scraped, (long) (Math.min(scraped, until) - since));
            }
        }
        return result.toString();
    }

    private static String namespace(String name) {
        return Twin.namespace(Integer.parseInt(name.substring(1)));
    }

    private static void append(
            StringBuilder result, Asking topic, String labels, double time, double scraped, long requests) {
        switch (topic) {
            case REQUESTS -> add(result, labels + ",\"response_code\":\"200\"", time, requests);
            case TIMES -> add(result, labels, time, (long) scraped);
            case SUMS -> add(result, labels, time, requests * 20);
            case BUCKETS -> {
                add(result, labels + ",\"le\":\"10\"", time, 0);
                add(result, labels + ",\"le\":\"100\"", time, requests);
                add(result, labels + ",\"le\":\"+Inf\"", time, requests);
            }
        }
    }

    private static void add(StringBuilder result, String labels, double time, long value) {
        result.append(result.length() == 0 ? "" : ",")
                .append("{\"metric\":{")
                .append(labels)
                .append("},\"value\":[")
                .append(time)
                .append(",\"")
                .append(value)
                .append("\"]}");
    }
}
