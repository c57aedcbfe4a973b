package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.ScrapeTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All samples that the proxies of a stage show at one moment; a line that is no sample fails the test. */
record Scraped(List<Sample> samples) {
    private static final Pattern LINE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\+Inf|NaN|[0-9.eE+-]+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"(,|$)");

    /** One line. */
    record Sample(String name, Map<String, String> labels, double value) {}

    static Scraped of(Stage stage) {
        List<Sample> all = new ArrayList<>();
        for (ScrapeTarget target : stage.mesh.scrapeTargets()) {
            Answer answer = stage.send(target.url(), Stage.get("scraper", "/stats/prometheus"));
            answer.body()
                    .toString()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> all.add(sample(line, target)));
        }
        return new Scraped(all);
    }

    private static Sample sample(String line, ScrapeTarget target) {
        return sample(line, target.labels().getOrDefault("pod", ""));
    }

    /** Reads one line that a pod's proxy shows. */
    static Sample sample(String line, String pod) {
        Matcher matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        Map<String, String> labels = new LinkedHashMap<>();
        Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
        int at = 0;
        while (label.find() && label.start() == at) {
            labels.put(label.group(1), label.group(2));
            at = label.end();
        }
        assertThat(at)
                .as(line)
                .isEqualTo(matcher.group(2) == null ? 0 : matcher.group(2).length());
        labels.put("pod", pod);
        return new Sample(
                matcher.group(1), labels, Double.parseDouble(matcher.group(3).replace("+Inf", "Infinity")));
    }

    double sum(String name, Map<String, String> labels) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(Sample::value)
                .sum();
    }
}
