package io.mirrorexperiment.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnativeRevisionsTest {
    private static final Manifest SERVICE =
            service("True", List.of(target("sample-app-v1", 100), target("sample-app-v2", 0)));
    private static final Manifest V1 = revision("sample-app-v1", "sample-app", "True");
    private static final Manifest V2 = revision("sample-app-v2", "sample-app", "True");
    private static final Manifest OTHER = revision("other-v1", "other", "True");
    private final KnativeRevisions revisions = new KnativeRevisions();

    @Test
    void findsARevisionOfTheServiceByItsName() {
        assertThat(revisions.find(new Version.OfRevision("sample-app-v2"), SERVICE, List.of(V1, OTHER, V2)))
                .isEqualTo(new Found.There<>(V2));
    }

    @Test
    void aRevisionOfAnotherServiceIsNone() {
        assertThat(because("other-v1", V1, V2, OTHER))
                .isEqualTo("there is no revision other-v1 of the Knative Service sample-app in namespace default;"
                        + " it has sample-app-v1, sample-app-v2");
    }

    @Test
    void aServiceWithoutRevisionsIsSaidToHaveNone() {
        assertThat(because("sample-app-v1", OTHER)).endsWith("; it has none");
    }

    @Test
    void aRevisionThatIsNotReadySaysWhy() {
        assertThat(because("sample-app-v2", revision("sample-app-v2", "sample-app", "False")))
                .isEqualTo("Revision default/sample-app-v2 is not ready: ContainerMissing, no such image");
    }

    @Test
    void podsAreToldApartByTheRevisionTheyAreOf() {
        assertThat(revisions.tellApart(V1, V2, SERVICE))
                .isEqualTo(new Found.There<>(new Found.Distinction(
                        Map.of("serving.knative.dev/revision", "sample-app-v1"),
                        Map.of("serving.knative.dev/revision", "sample-app-v2"))));
    }

    @Test
    void theLiveRevisionIsTheOneWithTheTraffic() {
        assertThat(revisions.find(new Version.Serving(), SERVICE, List.of(V1, V2)))
                .isEqualTo(new Found.There<>(V1));
    }

    @Test
    void dividedTrafficHasNoLiveRevision() {
        Manifest divided = service("True", List.of(target("sample-app-v1", 60), target("sample-app-v2", 40)));

        assertThat(because(revisions.find(new Version.Serving(), divided, List.of(V1, V2))))
                .isEqualTo(
                        "Service default/sample-app sends its traffic to sample-app-v1 and sample-app-v2, so it is not clear which"
                                + " one is live: name it in spec.live.revision");
    }

    @Test
    void aRevisionWithoutARouteIsUnreachableToKnative() {
        Manifest one = service("True", List.of(target("sample-app-v1", 100)));

        assertThat(because(revisions.find(new Version.OfRevision("sample-app-v2"), one, List.of(V1, V2))))
                .endsWith("add {revisionName: sample-app-v2, percent: 0} to spec.traffic");
    }

    @Test
    void aServiceThatIsNotReadyIsNotWatched() {
        assertThat(because(revisions.find(
                        new Version.OfRevision("sample-app-v2"),
                        service("False", List.of(target("sample-app-v1", 100))),
                        List.of(V1, V2))))
                .isEqualTo("Service default/sample-app is not ready: ContainerMissing, no such image");
    }

    @Test
    void aRevisionThatMayGoToZeroIsCautionedOf() {
        assertThat(revisions.cautions(V2))
                .singleElement()
                .asString()
                .contains("autoscaling.knative.dev/min-scale", "cold start");
        assertThat(revisions.cautions(V2.withAnnotation("autoscaling.knative.dev/minScale", "1")))
                .isEmpty();
    }

    private String because(String name, Manifest... there) {
        return because(revisions.find(new Version.OfRevision(name), SERVICE, List.of(there)));
    }

    private static String because(Found<Manifest> found) {
        return ((Found.NotClear<Manifest>) found).because();
    }

    private static Map<String, Object> target(String revision, int percent) {
        return Map.of("revisionName", revision, "percent", percent);
    }

    private static Manifest service(String ready, List<Map<String, Object>> traffic) {
        return Manifest.of(Map.of(
                "apiVersion",
                "serving.knative.dev/v1",
                "kind",
                "Service",
                "metadata",
                Map.of("name", "sample-app", "namespace", "default"),
                "status",
                Map.of("conditions", conditions(ready), "traffic", traffic)));
    }

    private static List<Map<String, Object>> conditions(String ready) {
        return List.of(
                Map.of("type", "Ready", "status", ready, "reason", "ContainerMissing", "message", "no such image"));
    }

    private static Manifest revision(String name, String service, String ready) {
        return Manifest.of(Map.of(
                "apiVersion",
                "serving.knative.dev/v1",
                "kind",
                "Revision",
                "metadata",
                Map.of("name", name, "namespace", "default", "labels", Map.of("serving.knative.dev/service", service)),
                "status",
                Map.of("conditions", conditions(ready))));
    }
}
