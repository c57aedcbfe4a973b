package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods without sidecars, whose requests a waypoint carries, or nobody who knows requests. */
class AmbientTest {
    private static final String LABELS = "metadata: {labels: {app: reviews, version: v1}}";
    private static final String SERVICE = "metadata: {name: reviews}";

    @Test
    void whereOnlyConnectionsAreCarriedARunIsRefused() {
        String because = refused(ambient(Scenes.subsets()));

        assertThat(because)
                .contains(
                        "is in an ambient mesh",
                        "Service default/reviews has no waypoint",
                        "ztunnel carries connections")
                .contains("istio.io/dataplane-mode: none");
    }

    @Test
    void whereAWaypointWouldCopyNobodyCounts() {
        String scene = ambient(Scenes.subsets());
        assertThat(scene).contains(SERVICE);

        String because =
                refused(scene.replace(SERVICE, "metadata: {name: reviews, labels: {istio.io/use-waypoint: waypoint}}"));

        assertThat(because).contains("is reached through a waypoint", "not the copies", "sidecar.istio.io/inject");
    }

    private static String refused(String scene) {
        try (World world = new World(scene)) {
            Ending ending = world.finish(world.begin(Trial.clones().in(world)));

            EndingsTest.assertEnding(ending, Verdict.INCONCLUSIVE, Outcome.NOT_STARTED, Cause.NOT_POSSIBLE, 4);
            assertThat(world.api.view().list("deployments.apps")).hasSize(1);
            return ending.because();
        }
    }

    /** What such a mirror does is for the counters to say. */
    @Test
    void aMirrorOfTheUsersIsLookedAt() {
        try (World world = new World(ambient(Scenes.mirrored()))) {
            Run run = world.begin(Trial.adopted().in(world));

            assertThat(world.drive(run, Entry.Planned.class)).isNotNull();
        }
    }

    /** As istiod 1.31 writes it on a Service whose namespace has the label. */
    @ParameterizedTest
    @CsvSource({
        "'{type: istio.io/WaypointBound, status: \"True\"}', '', through a waypoint",
        "'{type: istio.io/WaypointBound, status: \"False\"}', '', no waypoint",
        "'{type: Other, status: \"True\"}', '', no waypoint",
        "'', waypoint, through a waypoint",
        "'', none, no waypoint"
    })
    void aWaypointIsKnownByLabelOrStatus(String condition, String label, String words) throws IOException {
        String labels = label.isEmpty() ? "" : ", labels: {istio.io/use-waypoint: " + label + "}";
        Manifest service =
                read("{apiVersion: v1, kind: Service, metadata: {name: reviews%s}, status: {conditions: [%s]}}"
                        .formatted(labels, condition));
        Manifest pod = read(
                "{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {ambient.istio.io/redirection: enabled}}}");

        assertThat(Ambient.obstacle(service, List.of(pod)).orElseThrow()).contains(words);
        assertThat(Ambient.obstacle(service, List.of(pod.withoutAnnotation("ambient.istio.io/redirection"))))
                .isEmpty();
    }

    private static Manifest read(String yaml) throws IOException {
        return ManifestText.read(yaml).get(0);
    }

    private static String ambient(String scene) {
        assertThat(scene).contains(LABELS);
        return scene.replace(
                LABELS,
                "metadata: {labels: {app: reviews, version: v1}, annotations: {ambient.istio.io/redirection: enabled}}");
    }
}
