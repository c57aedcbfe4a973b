package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What the API server fills into Jobs, and what it refuses in them. */
final class JobRules {
    private static final String RESTART = "spec.template.spec.restartPolicy";

    private JobRules() {}

    /** Labels and selector are made of the Job's own uid, once. */
    static void fill(ObjectNode job) {
        ObjectNode spec = Tree.within(job, "spec");
        Defaults.put(spec, "parallelism", 1);
        Defaults.put(spec, "completions", 1);
        Defaults.put(spec, "backoffLimit", 6);
        Defaults.put(spec, "completionMode", "NonIndexed");
        Defaults.put(spec, "suspend", false);
        if (!spec.has("selector")) {
            String uid = Tree.uid(job);
            Tree.within(spec, "selector", "matchLabels").put("batch.kubernetes.io/controller-uid", uid);
            Tree.within(spec, "template", "metadata", "labels")
                    .put("batch.kubernetes.io/controller-uid", uid)
                    .put("batch.kubernetes.io/job-name", Tree.name(job))
                    .put("controller-uid", uid)
                    .put("job-name", Tree.name(job));
        }
        Defaults.template(spec);
    }

    static void check(ObjectNode job, Optional<ObjectNode> old, List<Mistake> mistakes) {
        JsonNode template = Tree.at(job, "spec", "template");
        Rules.containers("spec.template.spec", template.path("spec"), mistakes);
        String restart = Tree.text(template, "spec", "restartPolicy");
        if (!restart.equals("Never") && !restart.equals("OnFailure")) {
            String words = "\"" + restart + "\": supported values: \"OnFailure\", \"Never\"";
            mistakes.add(new Mistake("FieldValueNotSupported", RESTART, "Unsupported value: " + words));
        }
        for (String field : new String[] {"parallelism", "completions", "backoffLimit", "activeDeadlineSeconds"}) {
            JsonNode number = Tree.at(job, "spec", field);
            if (number.isNumber() && number.asLong() < 0) {
                mistakes.add(Mistake.invalid("spec." + field, number.asLong(), "must be greater than or equal to 0"));
            }
        }
        old.filter(before -> !Sameness.same(Tree.at(before, "spec", "template"), template))
                .ifPresent(before ->
                        mistakes.add(Mistake.invalid("spec.template", template.toString(), "field is immutable")));
    }
}
