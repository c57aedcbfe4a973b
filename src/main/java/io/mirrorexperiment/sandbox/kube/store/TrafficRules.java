package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** What Knative's webhook refuses in a block of traffic targets (route_validation.go, 0.24). */
final class TrafficRules {
    private static final String WHERE = "spec.traffic";

    private TrafficRules() {}

    /**
     * Checks a block.
     *
     * @param ofService whether it stands in a Service, whose configuration needs no name
     */
    static void check(JsonNode traffic, boolean ofService, FieldErrors errors) {
        long sum = 0;
        Map<String, Integer> tags = new HashMap<>();
        for (int i = 0; i < traffic.size(); i++) {
            String here = WHERE + "[" + i + "]";
            JsonNode target = traffic.get(i);
            target(target, here, ofService, errors);
            tag(Tree.text(target, "tag"), i, tags, errors);
            sum += target.path("percent").asLong();
        }
        if (sum != 100) {
            errors.add("Traffic targets sum to " + sum + ", want 100", WHERE);
        }
    }

    private static void target(JsonNode target, String here, boolean ofService, FieldErrors errors) {
        String revision = Tree.text(target, "revisionName");
        boolean latest = target.path("latestRevision").asBoolean();
        if (revision.isEmpty() != latest) {
            errors.add(
                    "may not set revisionName \"" + revision + "\" when latestRevision is " + latest,
                    here + ".latestRevision");
        }
        names(!revision.isEmpty(), target.has("configurationName"), here, ofService, errors);
        long percent = target.path("percent").asLong();
        if (percent < 0 || percent > 100) {
            errors.outOfBounds(percent, 0, 100, here + ".percent");
        }
        if (target.has("url")) {
            errors.disallowed(here + ".url");
        }
    }

    private static void names(boolean revision, boolean other, String here, boolean ofService, FieldErrors errors) {
        String[] both = {here + ".configurationName", here + ".revisionName"};
        if (ofService && other) {
            errors.disallowed(both[0]);
        } else if (revision && other) {
            errors.add("expected exactly one, got both", both);
        } else if (!ofService && !revision && !other) {
            errors.add("expected exactly one, got neither", both);
        }
    }

    private static void tag(String tag, int index, Map<String, Integer> tags, FieldErrors errors) {
        if (tag.isEmpty()) {
            return;
        }
        if (!tag.matches("[a-z]([-a-z0-9]*[a-z0-9])?") || tag.length() > 63) {
            errors.invalid("not a DNS 1035 label: [" + tag + "]", WHERE + ".tag[" + index + "]");
        }
        Integer first = tags.putIfAbsent(tag, index);
        if (first != null) {
            errors.add(
                    "Multiple definitions for \"" + tag + "\"",
                    WHERE + "[" + index + "].tag",
                    WHERE + "[" + first + "].tag");
        }
    }
}
