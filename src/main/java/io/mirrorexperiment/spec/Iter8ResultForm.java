package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Slo;
import io.mirrorexperiment.validation.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Reads what Iter8 0.10 to 0.13 wrote itself. What it calls satisfied counts only where its own numbers show it: requests were counted, the value is
 * of the last loop, and within its limits.
 *
 * @param tasks how many the experiment has
 */
record Iter8ResultForm(int tasks) {
    private static final String NONE = "the experiment has no result yet";
    private static final String INSIGHTS = "insights";

    Summary read(Optional<Field> result) {
        return result.map(field -> summary(Section.lenient(field)))
                .orElseGet(() ->
                        new Summary(false, true, tasks, 0, Optional.empty(), List.of(), List.of(), List.of(NONE)));
    }

    private Summary summary(Section result) {
        int completed =
                result.read("numCompletedTasks", Numbers.whole(0, 999_999_999)).orElse(0);
        boolean failure = result.read("failure", Field::truth).orElse(true);
        Optional<Integer> loops = result.read("numLoops", Numbers.whole(0, 999_999_999));
        Section insights = result.lenient(INSIGHTS);
        Map<String, List<Double>> values = values(insights);
        Seen seen = new Seen(values, units(insights), loops.orElse(1));
        List<Summary.Row> rows = rows(insights, seen);
        List<String> remarks = new ArrayList<>(List.of("written by Iter8 "
                + result.read("iter8Version", Field::text).orElse("of an unknown version")
                + "; how many requests each value rests on is not in it"));
        remarks.addAll(remarks(insights, rows, seen));
        return new Summary(
                completed >= tasks && tasks > 0,
                !failure,
                tasks,
                completed,
                loops,
                rows,
                metrics(insights, seen),
                remarks);
    }

    private static List<String> remarks(Section insights, List<Summary.Row> rows, Seen seen) {
        List<String> remarks = new ArrayList<>();
        int versions = insights.read("numVersions", Numbers.whole(0, 1000)).orElse(1);
        if (versions > 1) {
            remarks.add("it has " + versions
                    + " versions: an SLO is satisfied if all satisfy it, values are those of the first");
        }
        if (rows.isEmpty()) {
            remarks.add("there are no SLOs, so there is nothing that could be satisfied");
        }
        seen.withoutEvidence().ifPresent(remarks::add);
        return remarks;
    }

    private static List<Summary.Metric> metrics(Section insights, Seen seen) {
        return insights.find("metricsInfo").map(Section::free).orElse(List.of()).stream()
                .filter(info -> !kind(info).equalsIgnoreCase("Histogram"))
                .map(info -> metric(info, seen))
                .sorted(Comparator.comparing(Summary.Metric::name))
                .toList();
    }

    private static Map<String, String> units(Section insights) {
        Map<String, String> units = new LinkedHashMap<>();
        insights.find("metricsInfo").map(Section::free).orElse(List.of()).forEach(info -> Section.lenient(info)
                .read("units", Field::text)
                .ifPresent(each -> units.put(name(info), each)));
        return units;
    }

    /** What stands after {@code metricsInfo.} or the like; the names of metrics may have dots themselves. */
    private static String name(Field info) {
        return name(info, ".metricsInfo.");
    }

    private static String name(Field field, String after) {
        String path = field.path();
        return path.substring(path.indexOf(after, path.indexOf(INSIGHTS)) + after.length());
    }

    private static String kind(Field info) {
        return Section.lenient(info).read("type", Field::text).orElse("");
    }

    private static Summary.Metric metric(Field info, Seen seen) {
        String name = name(info);
        OptionalDouble value = seen.latest(name);
        String words = value.isPresent() ? seen.stale(name).orElse("") : "no value";
        return new Summary.Metric(name, seen.unit(name), value, words);
    }

    private static List<Summary.Row> rows(Section insights, Seen seen) {
        List<Slo> slos = new ArrayList<>();
        List<Boolean> said = new ArrayList<>();
        Optional<Field> found = insights.find("SLOs");
        if (found.filter(Field::isMapping).isPresent()) {
            for (String side : List.of("upper", "lower")) {
                later(found.get(), side).forEach(slos::add);
                said.addAll(flags(group(insights.find("SLOsSatisfied"), side)));
            }
        } else {
            found.flatMap(Field::items).orElse(List.of()).stream()
                    .flatMap(item -> ValidationForm.slo(item, false).stream())
                    .forEach(slos::add);
            said.addAll(flags(insights.find("SLOsSatisfied")));
        }
        List<Summary.Row> rows = new ArrayList<>();
        for (int i = 0; i < slos.size(); i++) {
            rows.add(seen.row(slos.get(i), i < said.size() && said.get(i)));
        }
        return rows;
    }

    private static Stream<Slo> later(Field slos, String side) {
        return group(Optional.of(slos), side).flatMap(Field::items).orElse(List.of()).stream()
                .flatMap(item -> {
                    Section section = Section.lenient(item);
                    double limit = section.need("limit", Numbers::lenient, 0.0, "it is the limit");
                    String metric = section.need("metric", Field::text, "", "it names the metric");
                    return Stream.of(side.equals("upper") ? Slo.atMost(metric, limit) : Slo.atLeast(metric, limit));
                });
    }

    /** Go takes no notice of case. */
    private static Optional<Field> group(Optional<Field> of, String word) {
        return of.filter(Field::isMapping).map(Section::free).orElse(List.of()).stream()
                .filter(field -> field.path().toLowerCase(Locale.ROOT).endsWith("." + word))
                .findFirst();
    }

    /** For each objective whether all versions satisfy it; none of no version. */
    private static List<Boolean> flags(Optional<Field> satisfied) {
        return satisfied.flatMap(Field::items).orElse(List.of()).stream()
                .map(versions -> versions.items().orElse(List.of()))
                .map(versions -> !versions.isEmpty()
                        && versions.stream().allMatch(each -> each.truth().orElse(false)))
                .toList();
    }

    /** Of the first version. */
    private static Map<String, List<Double>> values(Section insights) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        List<Field> versions =
                insights.read("nonHistMetricValues", Field::items).orElse(List.of());
        versions.stream()
                .limit(1)
                .flatMap(version -> Section.free(version).stream())
                .forEach(metric -> {
                    String name = name(metric, ".nonHistMetricValues[0].");
                    values.put(
                            name,
                            metric.items().orElse(List.of()).stream()
                                    .flatMap(item -> Numbers.lenient(item).stream())
                                    .toList());
                });
        return values;
    }

    /**
     * The numbers of a result.
     *
     * @param values of each metric, oldest first; one for each loop that had one
     * @param units of its values, where it has some
     * @param loops how many there were
     */
    private record Seen(Map<String, List<Double>> values, Map<String, String> units, int loops) {
        Optional<String> unit(String metric) {
            return Optional.ofNullable(units.get(normal(metric)));
        }

        OptionalDouble latest(String metric) {
            List<Double> all = values.getOrDefault(normal(metric), values.getOrDefault(metric, List.of()));
            return all.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(all.get(all.size() - 1));
        }

        /** {@code latency-p50.0} is {@code latency-p50}. */
        private static String normal(String metric) {
            return metric.replaceFirst("(-p[0-9]+)\\.0+$", "$1");
        }

        Optional<String> stale(String metric) {
            int had = values.getOrDefault(normal(metric), values.getOrDefault(metric, List.of()))
                    .size();
            return had < loops
                    ? Optional.of("the value is of an earlier loop: " + had + " of " + loops + " loops had one")
                    : Optional.empty();
        }

        Optional<String> withoutEvidence() {
            boolean requests = values.entrySet().stream()
                    .filter(each -> each.getKey().endsWith("/request-count"))
                    .anyMatch(each -> latest(each.getKey()).orElse(0) > 0);
            return requests ? Optional.empty() : Optional.of("no request was counted, so there is no evidence");
        }

        Summary.Row row(Slo slo, boolean said) {
            String condition = slo.condition(unit(slo.metric()));
            OptionalDouble value = latest(slo.metric());
            if (value.isEmpty()) {
                return new Summary.Row(condition, false, "unavailable: no value was collected");
            }
            Optional<String> doubt = stale(slo.metric()).or(this::withoutEvidence);
            boolean kept = slo.allows(value.getAsDouble());
            String words = doubt.orElse(
                    kept == said
                            ? Shown.plain(value.getAsDouble())
                            : "Iter8 said " + said + ", but the value is " + Shown.plain(value.getAsDouble()));
            return new Summary.Row(condition, said && kept && doubt.isEmpty(), words);
        }
    }
}
