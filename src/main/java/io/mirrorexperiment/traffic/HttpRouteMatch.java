package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Condition;
import io.mirrorexperiment.traffic.scenario.Match;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A condition of an HTTPRoute. Every default is written out, so that what a server adds to it is nothing.
 *
 * @param fields as in the manifest
 */
record HttpRouteMatch(Map<String, Object> fields) {
    private static final String TYPE = "type";
    private static final String VALUE = "value";
    private static final String PREFIX = "PathPrefix";
    private static final String EXACT = "Exact";
    private static final String REGEX = "RegularExpression";
    private static final List<String> LISTS = List.of("headers", "queryParams");

    /** A condition of ours, of those that the Gateway API has. */
    static HttpRouteMatch of(Condition condition) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path(condition));
        list(fields, "headers", condition.headers());
        list(fields, "queryParams", condition.queries());
        condition.method().ifPresent(method -> fields.put("method", method.text()));
        return new HttpRouteMatch(fields);
    }

    /** Both together; empty if no request can meet both. Only of conditions that are not {@link #unclear}. */
    Optional<HttpRouteMatch> and(HttpRouteMatch other) {
        Map<String, Object> both = new LinkedHashMap<>(fields);
        Optional<Map<String, Object>> path = HttpPath.both(this.path(), other.path());
        path.ifPresent(common -> both.put("path", common));
        boolean possible = path.isPresent();
        for (String list : LISTS) {
            Optional<List<Map<String, Object>>> union = union(list, other);
            possible &= union.isPresent();
            union.filter(items -> !items.isEmpty()).ifPresent(items -> both.put(list, items));
        }
        Optional<String> method = Fields.text(fields, "method");
        Optional<String> others = Fields.text(other.fields, "method");
        others.ifPresent(name -> both.put("method", name));
        possible &= method.isEmpty() || others.isEmpty() || method.equals(others);
        return possible ? Optional.of(new HttpRouteMatch(both)) : Optional.empty();
    }

    HttpRouteMatch withMethod(String method) {
        return new HttpRouteMatch(Fields.with(fields, "method", method));
    }

    Optional<String> method() {
        return Fields.text(fields, "method");
    }

    /** Whether it cannot be said if both can hold. */
    boolean unclear(HttpRouteMatch other) {
        boolean paths = (isRegex(path()) && !other.isRoot()) || (isRegex(other.path()) && !isRoot());
        return (paths && !path().equals(other.path()))
                || LISTS.stream().anyMatch(list -> items(list).stream().anyMatch(item -> other.items(list).stream()
                        .anyMatch(same ->
                                sameName(item, same) && !item.equals(same) && (isRegex(item) || isRegex(same)))));
    }

    /**
     * Its rank where several rules take a request, by the rules of the API: an exact path, a long one, a method, many headers, many
     * parameters.
     */
    List<Integer> rank() {
        return List.of(
                EXACT.equals(path().get(TYPE)) ? 1 : 0,
                String.valueOf(path().get(VALUE)).length(),
                fields.containsKey("method") ? 1 : 0,
                items("headers").size(),
                items("queryParams").size());
    }

    private Map<String, Object> path() {
        Map<String, Object> path = Fields.map(fields, "path");
        return path(
                Fields.text(path, TYPE).orElse(PREFIX), Fields.text(path, VALUE).orElse("/"));
    }

    private boolean isRoot() {
        return path().equals(path(PREFIX, "/"));
    }

    private List<Map<String, Object>> items(String list) {
        return Fields.maps(fields, list).stream()
                .map(item -> Fields.with(item, TYPE, Fields.text(item, TYPE).orElse(EXACT)))
                .toList();
    }

    private Optional<List<Map<String, Object>>> union(String list, HttpRouteMatch other) {
        List<Map<String, Object>> union = new ArrayList<>(items(list));
        for (Map<String, Object> item : other.items(list)) {
            Optional<Map<String, Object>> same =
                    union.stream().filter(there -> sameName(there, item)).findFirst();
            if (same.isPresent() && !same.get().equals(item)) {
                return Optional.empty();
            }
            if (same.isEmpty()) {
                union.add(item);
            }
        }
        return Optional.of(union);
    }

    private static boolean isRegex(Map<String, Object> text) {
        return REGEX.equals(text.get(TYPE));
    }

    private static boolean sameName(Map<String, Object> one, Map<String, Object> other) {
        return String.valueOf(one.get("name")).equalsIgnoreCase(String.valueOf(other.get("name")));
    }

    private static Map<String, Object> path(Condition condition) {
        return condition
                .uri()
                .map(uri -> path(
                        switch (uri.how()) {
                            case EXACT -> EXACT;
                            case PREFIX -> PREFIX;
                            case REGEX -> REGEX;
                        },
                        uri.text()))
                .orElseGet(() -> path(PREFIX, "/"));
    }

    private static Map<String, Object> path(String type, String value) {
        Map<String, Object> path = new LinkedHashMap<>();
        path.put(TYPE, type);
        path.put(VALUE, value);
        return path;
    }

    private static void list(Map<String, Object> fields, String word, Map<String, Match> matches) {
        List<Map<String, Object>> items = new ArrayList<>();
        matches.forEach((name, match) -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put(TYPE, match.how() == Match.How.REGEX ? REGEX : EXACT);
            item.put("name", name);
            item.put(VALUE, match.text());
            items.add(item);
        });
        if (!items.isEmpty()) {
            fields.put(word, items);
        }
    }
}
