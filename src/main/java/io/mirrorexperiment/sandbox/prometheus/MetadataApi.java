package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.Exposition.Metadata;
import io.mirrorexperiment.sandbox.prometheus.promql.MatcherSet;
import io.mirrorexperiment.sandbox.prometheus.promql.QueryRefused;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import io.mirrorexperiment.sandbox.prometheus.series.Labels;
import io.mirrorexperiment.sandbox.prometheus.series.Matcher;
import io.mirrorexperiment.sandbox.prometheus.series.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code series}, {@code labels}, {@code label/…/values} and {@code metadata}: what is there to be asked for. */
final class MetadataApi {
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private final Supplier<Snapshot> snapshots;
    private final Supplier<Map<String, Metadata>> metadata;

    MetadataApi(Supplier<Snapshot> snapshots, Supplier<Map<String, Metadata>> metadata) {
        this.snapshots = snapshots;
        this.metadata = metadata;
    }

    AnswerJson.Data series(ApiRequest request) throws ApiRefusal {
        if (request.all("match[]").isEmpty()) {
            throw ApiRefusal.badData("no match[] parameter provided");
        }
        List<Labels> found = matching(request).toList();
        return json -> {
            json.writeStartArray();
            for (Labels labels : found) {
                AnswerJson.labels(json, labels);
            }
            json.writeEndArray();
        };
    }

    AnswerJson.Data labelNames(ApiRequest request) throws ApiRefusal {
        List<String> names = matching(request)
                .flatMap(labels -> labels.asMap().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        return json -> AnswerJson.texts(json, names);
    }

    AnswerJson.Data labelValues(ApiRequest request, String name) throws ApiRefusal {
        if (!LABEL_NAME.matcher(name).matches()) {
            throw ApiRefusal.badData("invalid label name: " + GoText.quoted(name));
        }
        List<String> values = matching(request)
                .map(labels -> labels.get(name))
                .filter(value -> !value.isEmpty())
                .distinct()
                .sorted()
                .toList();
        return json -> AnswerJson.texts(json, values);
    }

    private Stream<Labels> matching(ApiRequest request) throws ApiRefusal {
        if (request.parameter("limit").isPresent()) {
            throw ApiRefusal.badParameter("limit", "not supported by this server");
        }
        long start = Times.time(request, "start", Optional.of(Long.MIN_VALUE + 1));
        long end = Times.time(request, "end", Optional.of(Long.MAX_VALUE));
        List<List<Matcher>> sets = new ArrayList<>();
        for (String text : request.all("match[]")) {
            sets.add(matchers(text));
        }
        return snapshots.get().series().stream()
                .filter(series -> series.touches(start, end))
                .map(series -> series.labels())
                .filter(labels -> sets.isEmpty() || sets.stream().anyMatch(set -> allMatch(set, labels)));
    }

    private static boolean allMatch(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    private static List<Matcher> matchers(String text) throws ApiRefusal {
        try {
            return MatcherSet.parse(text);
        } catch (QueryRefused refused) {
            throw ApiRefusal.of(refused, "match[]");
        }
    }

    AnswerJson.Data metadata(ApiRequest request) throws ApiRefusal {
        for (String name : List.of("limit", "limit_per_metric")) {
            if (request.parameter(name).isPresent()) {
                throw ApiRefusal.badParameter(name, "not supported by this server");
            }
        }
        Map<String, Metadata> known = new TreeMap<>(metadata.get());
        request.parameter("metric").ifPresent(wanted -> known.keySet().retainAll(List.of(wanted)));
        return json -> {
            json.writeStartObject();
            for (Map.Entry<String, Metadata> entry : known.entrySet()) {
                json.writeArrayFieldStart(entry.getKey());
                json.writeStartObject();
                json.writeStringField("type", entry.getValue().type());
                json.writeStringField("help", entry.getValue().help());
                json.writeStringField("unit", "");
                json.writeEndObject();
                json.writeEndArray();
            }
            json.writeEndObject();
        };
    }
}
