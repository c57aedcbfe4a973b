package io.mirrorexperiment.sandbox.kube.knative;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.control.Cluster;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a route's traffic goes, revision by revision.
 *
 * @param mark whether every target has a revision that is ready, and if not, the worst of what is wrong
 */
record Traffic(List<Target> targets, Mark mark) {
    /**
     * One entry of the block.
     *
     * @param revision its name, empty if there is none yet
     */
    record Target(String revision, int percent, boolean latest, String tag) {}

    /** Where a route's block of traffic leads now. */
    static Traffic of(Cluster cluster, ObjectNode route) {
        List<Target> targets = new ArrayList<>();
        Mark worst = Mark.TRUE;
        for (JsonNode wanted : Tree.at(route, "spec", "traffic")) {
            Found found = find(cluster, Tree.namespace(route), wanted);
            worst = worse(worst, found.mark());
            targets.add(new Target(
                    found.revision(),
                    Tree.number(wanted, 0, "percent"),
                    wanted.path("latestRevision").asBoolean(),
                    Tree.text(wanted, "tag")));
        }
        return new Traffic(List.copyOf(targets), worst);
    }

    /** The revision of an entry, and whether it can take traffic. */
    private record Found(String revision, Mark mark) {}

    private static Found find(Cluster cluster, String namespace, JsonNode wanted) {
        String pinned = Tree.text(wanted, "revisionName");
        if (!pinned.isEmpty()) {
            return new Found(pinned, pinned(cluster.find(Knative.REVISIONS, namespace, pinned), pinned));
        }
        String name = Tree.text(wanted, "configurationName");
        Optional<ObjectNode> configuration = cluster.find(Knative.CONFIGURATIONS, namespace, name);
        String latest = configuration
                .map(there -> Tree.text(there, "status", "latestReadyRevisionName"))
                .orElse("");
        return new Found(latest, latest(configuration, latest, name));
    }

    private static Mark worse(Mark one, Mark other) {
        return other.isFalse() || one.isTrue() ? other : one;
    }

    private static Mark latest(Optional<ObjectNode> configuration, String revision, String name) {
        if (configuration.isEmpty()) {
            return Mark.failed(
                    "ConfigurationMissing", "Configuration \"" + name + "\" referenced in traffic not found.");
        }
        if (!revision.isEmpty()) {
            return Mark.TRUE;
        }
        boolean failed = Conditions.find(configuration.get(), Conditions.READY)
                .filter(Mark::isFalse)
                .isPresent();
        return failed
                ? Mark.failed("RevisionMissing", "Configuration \"" + name + "\" does not have any ready Revision.")
                : Mark.unknown(
                        "RevisionMissing", "Configuration \"" + name + "\" is waiting for a Revision to become ready.");
    }

    private static Mark pinned(Optional<ObjectNode> revision, String name) {
        if (revision.isEmpty()) {
            return Mark.failed("RevisionMissing", "Revision \"" + name + "\" referenced in traffic not found.");
        }
        if (Conditions.isReady(revision.get())) {
            return Mark.TRUE;
        }
        boolean failed = Conditions.find(revision.get(), Conditions.READY)
                .filter(Mark::isFalse)
                .isPresent();
        return failed
                ? Mark.failed("RevisionMissing", "Revision \"" + name + "\" failed to become ready.")
                : Mark.unknown("RevisionMissing", "Revision \"" + name + "\" is not yet ready.");
    }

    List<String> tags() {
        return targets.stream().map(Target::tag).filter(tag -> !tag.isEmpty()).toList();
    }

    ArrayNode status(RouteAddress address) {
        ArrayNode all = Tree.array();
        for (Target target : targets) {
            ObjectNode entry = all.addObject();
            entry.put("latestRevision", target.latest()).put("percent", target.percent());
            entry.put("revisionName", target.revision());
            if (!target.tag().isEmpty()) {
                entry.put("tag", target.tag()).put("url", address.url(target.tag()));
            }
        }
        return all;
    }
}
