package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors, as addresses and objects carry them. */
public final class Selection {
    private static final Pattern SET = Pattern.compile("\\s*([^\\s!=,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALITY = Pattern.compile("\\s*([^\\s!=,()]+)\\s*(==|=|!=)\\s*([^\\s!=,()]*)\\s*");
    private static final Pattern PRESENCE = Pattern.compile("\\s*(!?)\\s*([^\\s!=,()]+)\\s*");
    private static final Set<String> FIELDS = Set.of(
            "metadata.name",
            "metadata.namespace",
            "status.phase",
            "status.podIP",
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.unschedulable",
            "type",
            "reason",
            "reportingComponent",
            "source",
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath");

    private Selection() {}

    /** Reads a label selector; equality and set based, comma between requirements. */
    public static Predicate<JsonNode> labels(String selector) {
        return splitOutsideParentheses(selector).stream()
                .map(Selection::requirement)
                .<Predicate<JsonNode>>map(
                        test -> object -> test.test(Tree.words(Tree.at(object, "metadata", "labels"))))
                .reduce(object -> true, Predicate::and);
    }

    /** Reads a field selector. */
    public static Predicate<JsonNode> fields(String selector) {
        return splitOutsideParentheses(selector).stream().map(Selection::field).reduce(object -> true, Predicate::and);
    }

    /** The {@code selector} of a workload: matchLabels and matchExpressions. Selects nothing if it is empty. */
    public static Predicate<Map<String, String>> ofWorkload(JsonNode selector) {
        Map<String, String> wanted = Tree.words(selector.path("matchLabels"));
        List<JsonNode> expressions =
                Tree.each(selector.path("matchExpressions")).toList();
        if (wanted.isEmpty() && expressions.isEmpty()) {
            return labels -> false;
        }
        return labels -> labels.entrySet().containsAll(wanted.entrySet())
                && expressions.stream().allMatch(expression -> holds(expression, labels));
    }

    /** The plain {@code selector} of a Service. Selects nothing if it is empty. */
    public static boolean serviceSelects(ObjectNode service, ObjectNode pod) {
        Map<String, String> wanted = Tree.words(Tree.at(service, "spec", "selector"));
        return !wanted.isEmpty()
                && Tree.words(Tree.at(pod, "metadata", "labels")).entrySet().containsAll(wanted.entrySet());
    }

    private static boolean holds(JsonNode expression, Map<String, String> labels) {
        String key = Tree.text(expression, "key");
        List<String> values =
                Tree.each(expression.path("values")).map(JsonNode::asText).toList();
        return switch (Tree.text(expression, "operator")) {
            case "In" -> labels.containsKey(key) && values.contains(labels.get(key));
            case "NotIn" -> !values.contains(labels.getOrDefault(key, ""));
            case "Exists" -> labels.containsKey(key);
            case "DoesNotExist" -> !labels.containsKey(key);
            default -> false;
        };
    }

    private static Predicate<Map<String, String>> requirement(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            List<String> values = List.of(set.group(3).strip().split("\\s*,\\s*", -1));
            boolean in = set.group(2).equals("in");
            return labels -> in == (labels.containsKey(set.group(1)) && values.contains(labels.get(set.group(1))));
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            boolean equal = !equality.group(2).equals("!=");
            return labels -> equal == equality.group(3).equals(labels.get(equality.group(1)));
        }
        Matcher presence = PRESENCE.matcher(text);
        if (presence.matches()) {
            return labels -> presence.group(1).isEmpty() == labels.containsKey(presence.group(2));
        }
        throw Refusal.badRequest("unable to parse requirement: " + text);
    }

    private static Predicate<JsonNode> field(String text) {
        Matcher equality = EQUALITY.matcher(text);
        if (!equality.matches()) {
            throw Refusal.badRequest("invalid selector: '" + text + "'; can't understand '" + text + "'");
        }
        String field = equality.group(1);
        if (!FIELDS.contains(field)) {
            throw Refusal.badRequest("field label not supported: " + field);
        }
        boolean equal = !equality.group(2).equals("!=");
        String[] path = field.split("\\.", -1);
        return object -> equal == Tree.text(object, path).equals(equality.group(3));
    }

    private static List<String> splitOutsideParentheses(String selector) {
        return selector.isBlank() ? List.of() : List.of(selector.split(",(?![^(]*\\))", -1));
    }
}
