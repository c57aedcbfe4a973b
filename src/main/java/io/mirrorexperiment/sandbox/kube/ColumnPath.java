package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simple JSON paths of custom resources' columns: members, quoted members, and the element of a list one of whose
 * members has a value, as in {@code .status.conditions[?(@.type=='Ready')].status}.
 */
final class ColumnPath {
    private static final Pattern STEP = Pattern.compile("\\.(?<member>[^.\\[]+)"
            + "|\\['(?<quoted>[^']+)'\\]"
            + "|\\[\\?\\(@\\.(?<key>\\w+)\\s*==\\s*['\"](?<value>[^'\"]*)['\"]\\)\\]");

    private final List<Step> steps;

    private ColumnPath(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** One step down. */
    @FunctionalInterface
    private interface Step {
        JsonNode from(JsonNode here);
    }

    /** Reads a path; what it doesn't understand leads nowhere. */
    static ColumnPath of(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = 0;
        while (step.find() && step.start() == at) {
            steps.add(step(step));
            at = step.end();
        }
        return new ColumnPath(
                at == text.length() ? steps : List.of(here -> Tree.object().path("")));
    }

    private static Step step(Matcher step) {
        String member = step.group("member");
        String quoted = step.group("quoted");
        if (member != null || quoted != null) {
            String name = member == null ? String.valueOf(quoted).replace("\\", "") : member;
            return here -> here.path(name);
        }
        String key = step.group("key");
        String value = step.group("value");
        return here -> Tree.each(here)
                .filter(element -> Tree.text(element, key).equals(value))
                .findFirst()
                .orElse(here.path(""));
    }

    /** What the path finds in an object; a missing node if nothing. */
    JsonNode in(JsonNode object) {
        JsonNode here = object;
        for (Step step : steps) {
            here = step.from(here);
        }
        return here;
    }
}
