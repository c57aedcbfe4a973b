package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Where two trees differ, in the form of Knative's short diffs: a path, and the values before and after it. */
final class Differences {
    private Differences() {}

    static String shown(String root, JsonNode before, JsonNode after) {
        List<String> lines = new ArrayList<>();
        compare(root, before, after, lines);
        return String.join("\n", lines);
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<String> lines) {
        if (before.isObject() && after.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "." + exported(name), before.path(name), after.path(name), lines));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(path + "[" + i + "]", before.path(i), after.path(i), lines);
            }
        } else if (!Sameness.same(before, after)) {
            lines.add(path + ":\n\t-: " + value(before) + "\n\t+: " + value(after));
        }
    }

    private static String value(JsonNode node) {
        return node instanceof MissingNode ? "<invalid reflect.Value>" : node.toString();
    }

    private static String exported(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
