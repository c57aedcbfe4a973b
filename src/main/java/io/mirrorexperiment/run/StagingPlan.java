package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Gitops;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.traffic.ScenarioRoutes;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.Survey;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a scenario would do to the objects as they were read; pure.
 *
 * @param routes how scenarios are written
 * @param scenario what is asked
 * @param objects as they were read
 * @param patchGitops whether objects that a GitOps controller owns may be touched
 */
record StagingPlan(ScenarioRoutes routes, Scenario scenario, List<Manifest> objects, boolean patchGitops) {
    /** Make before break. */
    static List<Function<List<Manifest>, Step>> up(ScenarioRoutes routes, Scenario scenario) {
        return List.of(
                now -> routes.prepare(scenario, now),
                now -> routes.route(scenario, now),
                now -> routes.tidy(scenario.target(), now));
    }

    /** Backwards. */
    static List<Function<List<Manifest>, Step>> down(ScenarioRoutes routes, Target target) {
        return List.of(now -> routes.unroute(target, now), now -> routes.clear(target, now));
    }

    /** What is in the way; empty if nothing is. */
    Optional<String> refused() {
        return survey() instanceof Survey.Impossible impossible ? Optional.of(impossible.because()) : owned();
    }

    List<Address> touched() {
        return survey() instanceof Survey.Possible possible ? possible.routes() : List.of();
    }

    List<String> warnings() {
        return survey() instanceof Survey.Possible possible ? possible.warnings() : List.of();
    }

    Staged rehearsed() {
        return rehearsed(objects, up(routes, scenario), warnings());
    }

    /** What steps would make of objects. */
    static Staged rehearsed(List<Manifest> objects, List<Function<List<Manifest>, Step>> steps, List<String> warnings) {
        List<Manifest> after = objects;
        for (Function<List<Manifest>, Step> step : steps) {
            Step taken = step.apply(after);
            if (taken instanceof Step.Barred barred) {
                return new Staged.Refused(barred.because(), List.of());
            }
            after = Change.applied(((Step.Changes) taken).changes(), after);
        }
        List<String> manifests = after.stream()
                .filter(object -> !objects.contains(object))
                .map(object -> ManifestText.write(object.asAuthored().tree()))
                .toList();
        return new Staged.Rehearsed(manifests, Diffs.between(objects, after), warnings);
    }

    private Survey survey() {
        return routes.survey(scenario, objects);
    }

    private Optional<String> owned() {
        List<Address> touched = touched();
        return objects.stream()
                .filter(object -> !patchGitops && touched.contains(object.address()))
                .flatMap(object -> Gitops.owner(object).map(owner -> words(object, owner)).stream())
                .findFirst();
    }

    private static String words(Manifest object, String owner) {
        return object.address().words() + " belongs to " + owner
                + ", which would undo our edits; make it ignore changes made by the field manager "
                + Cluster.FIELD_MANAGER + ", and say --gitops patch";
    }
}
