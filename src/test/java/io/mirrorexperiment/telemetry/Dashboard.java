package io.mirrorexperiment.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The dashboard and the alerts that are shipped, and what they ask Prometheus. */
final class Dashboard {
    static final Path FILE = Path.of("resources/grafana/mirror-experiment.json");
    static final Path ALERTS = Path.of("resources/grafana/alerts.yaml");
    private static final Pattern NAME = Pattern.compile("\\b(?:mirror_experiment|jvm|process)_[a-z_]+");

    private Dashboard() {}

    static JsonNode json() throws IOException {
        return new ObjectMapper().readTree(FILE.toFile());
    }

    /** Queries as Grafana would send them. */
    static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        json().findValues("expr").forEach(expr -> queries.add(filled(expr.asText())));
        return queries;
    }

    static List<String> alerts() throws IOException {
        List<String> alerts = new ArrayList<>();
        new ObjectMapper(new YAMLFactory())
                .readTree(ALERTS.toFile())
                .findValues("expr")
                .forEach(expr -> alerts.add(expr.asText()));
        return alerts;
    }

    static Set<String> names(List<String> queries) {
        Set<String> names = new TreeSet<>();
        for (String query : queries) {
            Matcher matcher = NAME.matcher(query);
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }
        return names;
    }

    private static String filled(String query) {
        return query.replace("$job", ".+").replace("$__rate_interval", "1m");
    }
}
