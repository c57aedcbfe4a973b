package io.mirrorexperiment.run;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Gitops;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Commit.Stage;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.traffic.TrafficMirrors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What of a run's steps is not in git yet: pure. What runs write on routes for themselves, as a generation, has no business in git and
 * makes no difference here.
 *
 * @param traffic how copies are made
 * @param course of the run
 */
record Commits(TrafficMirror traffic, Course course) {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** What a stage still changes on today's objects, or why it cannot. */
    Step lacking(Stage stage, List<Manifest> objects) {
        List<Manifest> seen = seen(objects);
        Step step = step(stage, seen);
        return step instanceof Step.Changes all ? new Step.Changes(meant(all.changes(), seen)) : step;
    }

    /** The commits of some stages one after the other; those that change nothing, or cannot be, are left out. */
    List<Commit> of(List<Stage> stages, List<Manifest> objects) {
        List<Commit> commits = new ArrayList<>();
        List<Manifest> after = objects;
        for (Stage stage : stages) {
            if (lacking(stage, after) instanceof Step.Changes step) {
                Commit commit = Commit.of(stage, step.changes());
                after = Change.applied(step.changes(), after);
                if (!commit.isEmpty()) {
                    commits.add(commit);
                }
            }
        }
        return commits;
    }

    /** The objects as they are when the commits of some stages have arrived. */
    List<Manifest> after(List<Stage> stages, List<Manifest> objects) {
        List<Manifest> after = objects;
        for (Stage stage : stages) {
            if (lacking(stage, after) instanceof Step.Changes step) {
                after = Change.applied(step.changes(), after);
            }
        }
        return after;
    }

    /** Why a route that has neither our mirror nor our pin would still lead to one of our subsets; empty if none does. */
    Optional<String> stillLed(List<Manifest> objects) {
        return lacking(Stage.CLEAR, after(List.of(Stage.UNMIRROR, Stage.UNPIN), objects)) instanceof Step.Barred barred
                ? Optional.of(barred.because())
                : Optional.empty();
    }

    private Step step(Stage stage, List<Manifest> objects) {
        return switch (stage) {
            case SUBSETS -> traffic.prepare(course, objects);
            case PIN -> both(traffic.unmirror(course, objects), objects, traffic::pin);
            case MIRROR -> traffic.mirror(course, objects);
            case UNMIRROR -> traffic.unmirror(course, objects);
            case ADDRESS -> of(Kind.DESTINATION_RULE, traffic.shift(course, objects));
            case PROMOTE -> of(Kind.VIRTUAL_SERVICE, promoted(objects));
            case SETTLE -> of(Kind.DESTINATION_RULE, promoted(objects));
            case UNPIN -> traffic.unpin(course, objects);
            case CLEAR -> traffic.clear(course, objects);
        };
    }

    private Step promoted(List<Manifest> objects) {
        return both(traffic.shift(course, objects), objects, traffic::dropOld);
    }

    /** Only the changes of one kind: what names a subset and what defines it must not be in one commit, which arrives in any order. */
    private static Step of(Kind kind, Step step) {
        return step instanceof Step.Changes all
                ? new Step.Changes(all.changes().stream()
                        .filter(change -> change.address().kind().equals(kind))
                        .toList())
                : step;
    }

    /** Two steps in one commit: what the first one ends must not be there when the second one is. */
    private Step both(Step first, List<Manifest> objects, BiFunction<Course, List<Manifest>, Step> second) {
        if (!(first instanceof Step.Changes before)) {
            return first;
        }
        Step then = second.apply(course, seen(Change.applied(before.changes(), objects)));
        return then instanceof Step.Changes after
                ? new Step.Changes(Stream.concat(before.changes().stream(), after.changes().stream())
                        .toList())
                : then;
    }

    /**
     * Routes that were made for the run stand in git without our mark; by their name they are ours to remove. No late twin opens what
     * only a commit can open, so generations bar nothing.
     */
    private List<Manifest> seen(List<Manifest> objects) {
        return objects.stream()
                .map(object -> TrafficMirrors.marked(TrafficMirrors.withoutTombstone(object), course))
                .toList();
    }

    /** What differs in the end; that a step in between changed it does not matter. */
    private static List<Change> meant(List<Change> changes, List<Manifest> objects) {
        Map<Address, Manifest> before = new HashMap<>();
        objects.forEach(object -> before.put(object.address(), object));
        Map<Address, Change> last = new LinkedHashMap<>();
        changes.forEach(change -> last.put(change.address(), change));
        return last.values().stream()
                .flatMap(change -> meant(change, Optional.ofNullable(before.get(change.address()))).stream())
                .toList();
    }

    private static Optional<Change> meant(Change change, Optional<Manifest> before) {
        if (change instanceof Change.Delete) {
            return Optional.of(change);
        }
        Manifest after = change instanceof Change.Update update ? update.after() : ((Change.Create) change).manifest();
        return before.isEmpty()
                ? Optional.of(new Change.Create(after))
                : before.filter(there -> !TrafficMirrors.unmarked(there).equals(TrafficMirrors.unmarked(after)))
                        .map(there -> new Change.Update(there, after));
    }

    /** A workload of which nothing is said yet. */
    static Manifest workload(Address address) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", address.name());
        metadata.put("namespace", address.namespace());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", "apps/v1");
        tree.put("kind", address.kind().kind());
        tree.put("metadata", metadata);
        return Manifest.of(tree);
    }

    /** An object as it may stand in git: without what a server, a GitOps controller or a run wrote on it. */
    static Manifest inGit(Manifest object) {
        Manifest bare = TrafficMirrors.unmarked(object).asAuthored().withoutAnnotation(LAST_APPLIED);
        for (String place : List.of("labels", "annotations")) {
            for (String key : bare.texts("metadata", place).keySet()) {
                bare = Gitops.isMark(key) ? bare.without("metadata", place, key) : bare;
            }
        }
        return bare;
    }
}
