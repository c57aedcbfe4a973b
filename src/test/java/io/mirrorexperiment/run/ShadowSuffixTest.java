package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.run.ShadowSuffix.Appended;
import io.mirrorexperiment.run.ShadowSuffix.Dropped;
import io.mirrorexperiment.run.ShadowSuffix.Unknown;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What istiod's Deployment tells of copies' authority. */
@Timeout(30)
class ShadowSuffixTest {
    private final KubeApi api = KubeApi.start(KubeOptions.defaults());

    @AfterEach
    void close() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            docker.io/istio/pilot:1.27.3,                 -,      true
            registry.example:5000/istio/pilot:1.9,        -,      true
            docker.io/istio/pilot:1.28.0-distroless,      -,      false
            docker.io/istio/pilot:1.31-dev,               -,      false
            docker.io/istio/pilot:1.29.1@sha256:0123,     -,      false
            docker.io/istio/pilot:1.29.1,                 false,  true
            docker.io/istio/pilot:latest,                 False,  true
            docker.io/istio/pilot:1.27.3,                 true,   false
            """)
    void theReleaseTellsUnlessTheEnvironmentDoes(String image, String variable, boolean appended) {
        istiod("istio-system", "istiod", image, variable);

        assertThat(found()).isInstanceOf(appended ? Appended.class : Dropped.class);
    }

    @Test
    void aReleaseThatCannotBeReadTellsNothing() {
        istiod("istio-system", "istiod", "example/pilot@sha256:0123", null);

        assertThat(found()).isEqualTo(new Unknown("it can't be told of Deployment istio-system/istiod"));
    }

    @Test
    void controlPlanesThatDifferTellNothing() {
        istiod("istio-system", "istiod-1-27", "istio/pilot:1.27.0", null);
        istiod("istio-system", "istiod-1-29", "istio/pilot:1.29.0", null);

        assertThat(found())
                .isEqualTo(new Unknown("it can't be told of Deployment istio-system/istiod-1-27 (Istio 1.27) and"
                        + " Deployment istio-system/istiod-1-29 (Istio 1.29)"));
    }

    @Test
    void withoutIstiodNothingIsKnown() {
        assertThat(found())
                .isEqualTo(new Unknown("no Deployment with the label app=istiod is there, which would tell"));
    }

    private void istiod(String namespace, String name, String image, @Nullable String variable) {
        String env = variable == null ? "[]" : "[{name: DISABLE_SHADOW_HOST_SUFFIX, value: '" + variable + "'}]";
        api.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}");
        api.apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s, namespace: %s, labels: {app: istiod}}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: istiod, rev: %s}}
                  template:
                    metadata: {labels: {app: istiod, rev: %s}}
                    spec: {containers: [{name: discovery, image: "%s", env: %s}]}
                """.formatted(name, namespace, name, name, image, env));
    }

    private ShadowSuffix found() {
        try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig()))) {
            return ShadowSuffix.of(cluster);
        }
    }
}
