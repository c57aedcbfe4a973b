package io.mirrorexperiment.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnativeRevisionsTest {
    private static final Manifest SERVICE = Manifest.of(Map.of(
            "apiVersion", "v1", "kind", "Service", "metadata", Map.of("name", "sample-app", "namespace", "default")));
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

    private String because(String name, Manifest... there) {
        return ((Found.NotClear<Manifest>) revisions.find(new Version.OfRevision(name), SERVICE, List.of(there)))
                .because();
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
                Map.of(
                        "conditions",
                        List.of(Map.of(
                                "type",
                                "Ready",
                                "status",
                                ready,
                                "reason",
                                "ContainerMissing",
                                "message",
                                "no such image")))));
    }
}
