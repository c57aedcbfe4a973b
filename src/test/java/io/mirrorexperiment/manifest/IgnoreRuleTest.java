package io.mirrorexperiment.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is to be written into git, per owner and kind. */
class IgnoreRuleTest {
    private static final String TARGET =
            "group: networking.istio.io, kind: VirtualService, namespace: shop, name: reviews";

    private static Manifest object(String apiVersion, String kind) {
        return Manifest.of(Map.of(
                "apiVersion", apiVersion, "kind", kind, "metadata", Map.of("name", "reviews", "namespace", "shop")));
    }

    private static Manifest route() {
        return object("networking.istio.io/v1", "VirtualService");
    }

    @Test
    void argoCdIgnoresWhatAManagerHasEdited() {
        Manifest owned = route().withAnnotation("argocd.argoproj.io/tracking-id", "books:x");

        assertThat(IgnoreRule.of(owned, "us"))
                .contains(
                        "in Argo CD application books: spec: {ignoreDifferences: [{" + TARGET
                                + ", managedFieldsManagers: [us]}], syncPolicy: {syncOptions: [RespectIgnoreDifferences=true]}}");
    }

    @Test
    void aFluxKustomizationIgnoresPaths() {
        Manifest owned = route().with("books", "metadata", "labels", "kustomize.toolkit.fluxcd.io/name");

        assertThat(IgnoreRule.of(owned, "us"))
                .contains("in Flux Kustomization books: spec: {ignore: [{target: {" + TARGET
                        + "}, paths: [/spec/http]}]}, from Flux 2.9 on; before that, in the object itself, the annotation"
                        + " kustomize.toolkit.fluxcd.io/ssa: IfNotPresent");
    }

    @Test
    void aFluxHelmReleaseIgnoresPathsWhenItLooksForDrift() {
        Manifest owned = route().with("books", "metadata", "labels", "helm.toolkit.fluxcd.io/name");

        assertThat(IgnoreRule.of(owned, "us"))
                .contains("in Flux HelmRelease books: spec: {driftDetection: {ignore: [{target: {" + TARGET
                        + "}, paths: [/spec/http]}]}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            networking.istio.io/v1 | DestinationRule | [/spec/subsets]
            apps/v1                | Deployment      | [/spec/replicas, /spec/strategy, /spec/template/spec/containers]
            serving.knative.dev/v1 | Service         | [/spec/template, /spec/traffic]
            """)
    void thePathsAreThoseThatARunEdits(String apiVersion, String kind, String paths) {
        Manifest owned =
                object(apiVersion, kind).with("books", "metadata", "labels", "kustomize.toolkit.fluxcd.io/name");

        assertThat(IgnoreRule.of(owned, "us").orElseThrow()).contains("paths: " + paths);
    }

    @Test
    void whatNobodyOwnsNeedsNoRule() {
        assertThat(IgnoreRule.of(route(), "us")).isEmpty();
    }
}
