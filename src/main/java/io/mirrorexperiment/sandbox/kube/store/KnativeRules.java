package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Knative Serving's validating webhook refuses, as far as an experiment can meet it; in its words (0.24). */
final class KnativeRules {
    private static final long MOST_SECONDS = 600;
    private static final long MOST_CONCURRENCY = 1000;

    /** The fields of a pod that a revision may have; the others wait behind feature flags or are never allowed. */
    private static final Set<String> POD_FIELDS = Set.of(
            "containers",
            "serviceAccountName",
            "volumes",
            "imagePullSecrets",
            "enableServiceLinks",
            "containerConcurrency",
            "timeoutSeconds");

    private static final List<String> SCALES = List.of("minScale", "min-scale", "maxScale", "max-scale");

    private KnativeRules() {}

    static void service(ObjectNode service, Optional<ObjectNode> old, List<Mistake> mistakes) {
        if (mistakes.isEmpty()) {
            FieldErrors errors = new FieldErrors();
            template(service, old, errors);
            TrafficRules.check(Tree.at(service, "spec", "traffic"), true, errors);
            errors.refuse();
        }
    }

    static void configuration(ObjectNode configuration, Optional<ObjectNode> old, List<Mistake> mistakes) {
        if (mistakes.isEmpty()) {
            FieldErrors errors = new FieldErrors();
            template(configuration, old, errors);
            errors.refuse();
        }
    }

    static void route(ObjectNode route, Optional<ObjectNode> old, List<Mistake> mistakes) {
        if (mistakes.isEmpty()) {
            FieldErrors errors = new FieldErrors();
            TrafficRules.check(Tree.at(route, "spec", "traffic"), false, errors);
            errors.refuse();
        }
    }

    static void revision(ObjectNode revision, Optional<ObjectNode> old, List<Mistake> mistakes) {
        FieldErrors errors = new FieldErrors();
        if (old.isEmpty()) {
            spec("spec", revision.path("spec"), errors);
        } else if (!Sameness.same(old.get().path("spec"), revision.path("spec"))) {
            String difference = Differences.shown("{v1.RevisionSpec}", old.get().path("spec"), revision.path("spec"));
            errors.detailed("Immutable fields changed (-old +new)", difference, "spec");
        }
        errors.refuse();
    }

    private static void template(ObjectNode owner, Optional<ObjectNode> old, FieldErrors errors) {
        JsonNode template = Tree.at(owner, "spec", "template");
        spec("spec.template.spec", template.path("spec"), errors);
        scales(Tree.at(template, "metadata", "annotations"), errors);
        name(Tree.name(owner), Tree.name(template), errors);
        old.map(before -> Tree.at(before, "spec", "template")).ifPresent(before -> sameName(before, template, errors));
    }

    private static void name(String owner, String name, FieldErrors errors) {
        if (name.isEmpty()) {
            return;
        }
        if (!name.matches("[a-z]([-a-z0-9]*[a-z0-9])?") || name.length() > 63) {
            errors.invalid(
                    "not a DNS 1035 label: [a DNS-1035 label must consist of lower case alphanumeric characters or '-',"
                            + " start with an alphabetic character, and end with an alphanumeric character (e.g."
                            + " 'my-name',  or 'abc-123', regex used for validation is"
                            + " '[a-z]([-a-z0-9]*[a-z0-9])?')]",
                    "spec.template.metadata.name");
        } else if (!name.startsWith(owner + "-")) {
            errors.invalid("\"" + name + "\" must have prefix \"" + owner + "-\"", "spec.template.metadata.name");
        }
    }

    /** Who names revisions must name a changed one anew. */
    private static void sameName(JsonNode before, JsonNode after, FieldErrors errors) {
        String name = Tree.name(after);
        if (!name.isEmpty() && name.equals(Tree.name(before)) && !Sameness.same(before, after)) {
            errors.detailed(
                    "Saw the following changes without a name change (-old +new)",
                    Differences.shown("{*v1.RevisionTemplateSpec}", before, after),
                    "spec.template.metadata.name");
        }
    }

    private static void spec(String path, JsonNode spec, FieldErrors errors) {
        spec.fieldNames().forEachRemaining(field -> {
            if (!POD_FIELDS.contains(field)) {
                errors.disallowed(path + "." + field);
            }
        });
        long timeout = spec.path("timeoutSeconds").asLong();
        if (timeout < 0 || timeout > MOST_SECONDS) {
            errors.outOfBounds(timeout, 0, MOST_SECONDS, path + ".timeoutSeconds");
        }
        long concurrency = spec.path("containerConcurrency").asLong();
        if (concurrency < 0 || concurrency > MOST_CONCURRENCY) {
            errors.outOfBounds(concurrency, 0, MOST_CONCURRENCY, path + ".containerConcurrency");
        }
        containers(path + ".containers", spec.path("containers"), errors);
    }

    private static void containers(String path, JsonNode containers, FieldErrors errors) {
        if (containers.isEmpty()) {
            errors.missing(path);
        }
        for (int i = 0; i < containers.size(); i++) {
            String here = path + "[" + i + "]";
            if (Tree.text(containers.get(i), "image").isEmpty()) {
                errors.missing(here + ".image");
            }
            if (Tree.text(containers.get(i), "name").equals("queue-proxy")) {
                errors.add("\"queue-proxy\" is a reserved container name", here + ".name");
            }
        }
    }

    private static void scales(JsonNode annotations, FieldErrors errors) {
        for (String scale : SCALES) {
            String key = "autoscaling.knative.dev/" + scale;
            Tree.word(annotations, key)
                    .filter(value -> !value.matches("\\d{1,9}"))
                    .ifPresent(value -> errors.invalid(value, "spec.template.metadata.annotations." + key));
        }
    }
}
