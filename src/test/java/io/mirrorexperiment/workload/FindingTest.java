package io.mirrorexperiment.workload;

import static io.mirrorexperiment.workload.Cluster.SERVICE;
import static io.mirrorexperiment.workload.Cluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final Manifest V1 = deployment("reviews-v1", "app: reviews, version: v1", "example/reviews:1.0");
    private static final Manifest V2 = deployment("reviews-v2", "app: reviews, version: v2", "example/reviews:2.0");
    private static final Manifest TWIN = deployment("twin", "app: reviews, version: v1", "example/reviews:1.0");
    private static final Manifest RATINGS = deployment("ratings", "app: ratings, version: v1", "example/ratings:1.0");
    private final Workload deployments = new DeploymentWorkload();

    @Test
    void findsTheDeploymentWhosePodsCarryTheVersion() {
        assertThat(deployments.find(new Version.Labelled("v1"), SERVICE, List.of(RATINGS, V2, V1)))
                .isEqualTo(new Found.There<>(V1));
    }

    @Test
    void findsADeploymentByItsName() {
        assertThat(deployments.find(new Version.OfDeployment("reviews-v2"), SERVICE, List.of(V1, V2)))
                .isEqualTo(new Found.There<>(V2));
    }

    @Test
    void looksInTheServicesNamespaceOnly() {
        Manifest elsewhere = V1.with("other", "metadata", "namespace");

        assertThat(deployments.find(new Version.Labelled("v1"), SERVICE, List.of(elsewhere)))
                .isInstanceOf(Found.NotClear.class);
    }

    @Test
    void listsWhatThereIsIfNoneCarriesTheVersion() {
        assertThat(because(deployments.find(new Version.Labelled("v9"), SERVICE, List.of(V2, V1, RATINGS))))
                .isEqualTo("no Deployment behind Service default/reviews makes pods with the label version=v9; there is"
                        + " reviews-v1 (version=v1), reviews-v2 (version=v2). Correct the version, or name the Deployment with"
                        + " deployment:");
    }

    @Test
    void listsTheDeploymentsThatShareAVersion() {
        assertThat(because(deployments.find(new Version.Labelled("v1"), SERVICE, List.of(TWIN, V1))))
                .contains("several Deployments", "reviews-v1 (version=v1), twin (version=v1)", "deployment:");
    }

    @Test
    void saysThatANamedDeploymentIsNotThere() {
        assertThat(because(deployments.find(new Version.OfDeployment("reviews"), SERVICE, List.of(V1))))
                .isEqualTo("there is no Deployment reviews in namespace default; there is reviews-v1 (version=v1)");
    }

    @Test
    void saysThatANamedDeploymentIsNotBehindTheService() {
        assertThat(because(deployments.find(new Version.OfDeployment("ratings"), SERVICE, List.of(RATINGS))))
                .contains("not behind Service default/reviews", "selects app=reviews", "app=ratings,version=v1");
    }

    @Test
    void findsNothingBehindAServiceWithoutSelector() {
        Manifest bare = SERVICE.without("spec", "selector");

        assertThat(because(deployments.find(new Version.Labelled("v1"), bare, List.of(V1))))
                .contains("has no selector");
    }

    @Test
    void tellsVersionsApartByTheVersionLabel() {
        Manifest v1 = deployment("a", "app: reviews, version: v1, build: b1", "i");
        Manifest v2 = deployment("b", "app: reviews, version: v2, build: b2", "i");

        assertThat(deployments.tellApart(v1, v2, SERVICE))
                .isEqualTo(new Found.There<>(new Found.Distinction(Map.of("version", "v1"), Map.of("version", "v2"))));
    }

    @Test
    void tellsThemApartByAnyOtherLabelIfItMust() {
        Manifest v1 = deployment("a", "app: reviews, track: stable, app.kubernetes.io/version: x", "i");
        Manifest v2 = deployment("b", "app: reviews, track: dark, app.kubernetes.io/version: x", "i");

        assertThat(deployments.tellApart(v1, v2, SERVICE))
                .isEqualTo(
                        new Found.There<>(new Found.Distinction(Map.of("track", "stable"), Map.of("track", "dark"))));
    }

    @Test
    void asksForAVersionLabelIfNothingTellsThemApart() {
        Manifest live = deployment("reviews", "app: reviews", "i");

        assertThat(because(deployments.tellApart(live, V2, SERVICE)))
                .contains("Add a version label", "it carries app=reviews");
    }

    @Test
    void tellsNothingApartThatIsNotBehindTheService() {
        assertThat(because(deployments.tellApart(V1, RATINGS, SERVICE)))
                .contains("the pods of Deployment default/ratings are not behind Service default/reviews");
    }

    private static String because(Found<?> found) {
        assertThat(found).isInstanceOf(Found.NotClear.class);
        return ((Found.NotClear<?>) found).because();
    }
}
