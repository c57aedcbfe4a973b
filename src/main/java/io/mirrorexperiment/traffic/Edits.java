package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Collects the changes of a step; an edit that changes nothing is none. Not thread-safe; lives for one call. */
final class Edits {
    private final List<Change> changes = new ArrayList<>();

    Edits routes(List<VirtualService> routes, UnaryOperator<VirtualService> edit) {
        routes.forEach(route -> update(route.manifest(), edit.apply(route).manifest()));
        return this;
    }

    Edits rules(List<DestinationRule> rules, UnaryOperator<DestinationRule> edit) {
        rules.forEach(rule -> update(rule.manifest(), edit.apply(rule).manifest()));
        return this;
    }

    Edits update(Manifest before, Manifest after) {
        if (!before.equals(after)) {
            changes.add(new Change.Update(before, after));
        }
        return this;
    }

    Edits create(Manifest manifest) {
        changes.add(new Change.Create(manifest));
        return this;
    }

    Edits delete(Manifest manifest) {
        changes.add(new Change.Delete(manifest));
        return this;
    }

    Step step() {
        return new Step.Changes(changes);
    }
}
