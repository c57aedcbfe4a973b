package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Stamps a Revision out of each template that a Configuration ever has, and knows the newest ready one. */
final class ConfigurationController implements Runnable {
    private static final String COMPONENT = "configuration-controller";

    private final Cluster cluster;

    ConfigurationController(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void run() {
        cluster.all(Knative.CONFIGURATIONS).stream()
                .filter(configuration -> !Tree.leaving(configuration))
                .forEach(this::reconcile);
    }

    private void reconcile(ObjectNode configuration) {
        Optional<ObjectNode> created = stamp(configuration);
        Conditions conditions = new Conditions(configuration, List.of());
        cluster.report(Knative.CONFIGURATIONS, configuration, status -> {
            Mark mark = created.map(revision -> follow(configuration, revision, status))
                    .orElseGet(() -> nameTaken(configuration));
            conditions.write(status, cluster.stamp(), mark);
            status.put("observedGeneration", Tree.number(configuration, 1, "metadata", "generation"));
        });
    }

    private static Mark nameTaken(ObjectNode configuration) {
        return Mark.failed(
                "RevisionFailed",
                "Revision creation failed with message: revisions.serving.knative.dev \"" + name(configuration)
                        + "\" already exists.");
    }

    /** Tells the newest revisions in the status, and what the newest one means for the Configuration. */
    private Mark follow(ObjectNode configuration, ObjectNode created, ObjectNode status) {
        status.put("latestCreatedRevisionName", Tree.name(created));
        Optional<String> latest = newestReady(configuration).map(Tree::name);
        latest.ifPresent(name -> status.put("latestReadyRevisionName", name));
        if (latest.filter(Tree.name(created)::equals).isPresent()) {
            return Mark.TRUE;
        }
        return Conditions.find(created, Conditions.READY)
                .filter(Mark::isFalse)
                .map(ready -> Mark.failed(
                        "RevisionFailed",
                        "Revision \"" + Tree.name(created) + "\" failed with message: " + ready.message() + "."))
                .orElse(Mark.unknown("", ""));
    }

    private Optional<ObjectNode> newestReady(ObjectNode configuration) {
        String named = name(configuration);
        return cluster.controlled(Knative.REVISIONS, configuration).stream()
                .filter(Conditions::isReady)
                .max(Comparator.comparing(
                                (ObjectNode revision) -> Tree.name(revision).equals(named))
                        .thenComparing(ConfigurationController::generation));
    }

    /** The Revision of the template as it is now, made if need be; empty if its name is taken by another one. */
    Optional<ObjectNode> stamp(ObjectNode configuration) {
        Optional<ObjectNode> there = revision(configuration);
        if (takenName(configuration).isPresent()) {
            return Optional.empty();
        }
        return there.or(() -> Optional.of(create(configuration)));
    }

    /** The name that the template asks for, if another Revision has it. */
    Optional<String> takenName(ObjectNode configuration) {
        String name = name(configuration);
        return cluster.find(Knative.REVISIONS, Tree.namespace(configuration), name)
                .filter(revision -> !isOf(configuration, revision))
                .map(Tree::name);
    }

    private Optional<ObjectNode> revision(ObjectNode configuration) {
        return cluster.find(Knative.REVISIONS, Tree.namespace(configuration), name(configuration));
    }

    private static boolean isOf(ObjectNode configuration, ObjectNode revision) {
        int generation = Tree.number(configuration, 1, "metadata", "generation");
        return Cluster.isControlledBy(revision, configuration)
                && (generation(revision) == generation
                        || revision.path("spec").equals(Tree.at(configuration, "spec", "template", "spec")));
    }

    private static int generation(JsonNode revision) {
        return Tree.number(revision, 0, "metadata", "labels", RevisionDraft.GENERATION);
    }

    private static String name(ObjectNode configuration) {
        return Tree.word(configuration, "spec", "template", "metadata", "name")
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "%s-%05d",
                        Tree.name(configuration),
                        Tree.number(configuration, 1, "metadata", "generation")));
    }

    private ObjectNode create(ObjectNode configuration) {
        try {
            ObjectNode created = cluster.create(
                    Knative.REVISIONS, RevisionDraft.of(configuration, name(configuration), cluster.stamp()));
            cluster.event(
                    configuration, COMPONENT, "Normal", "Created", "Created Revision \"" + Tree.name(created) + "\"");
            return created;
        } catch (Refusal refused) {
            String why = "Failed to create Revision: " + refused.getMessage();
            cluster.event(configuration, COMPONENT, "Warning", "CreationFailed", why);
            throw refused;
        }
    }
}
