package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeKubeconfigTest {
    private static final String GOOD = """
            apiVersion: v1
            kind: Config
            current-context: a
            clusters:
            - {name: c, cluster: {server: "https://127.0.0.1:1", extensions: []}}
            users:
            - {name: u, user: {token: s3cret}}
            contexts:
            - {name: a, context: {cluster: c, user: u, namespace: shop}}
            """;

    @Test
    void aKubeconfigWithDataOnlyStaysWhatItIs() {
        try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(SafeKubeconfig.of(GOOD)))) {
            assertThat(cluster.server()).isEqualTo("https://127.0.0.1:1");
            assertThat(cluster.namespace()).isEqualTo("shop");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec: {command: /bin/sh, args: [-c, id]}",
                "auth-provider: {name: gcp}",
                "tokenFile: /etc/shadow",
                "client-certificate: /etc/shadow",
                "client-key: /etc/shadow"
            })
    void whatRunsProgramsOrReadsFilesIsRefused(String user) {
        String bad = GOOD.replace("token: s3cret", user);

        assertThatThrownBy(() -> SafeKubeconfig.of(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may neither run programs nor read files")
                .hasMessageContaining(user.substring(0, user.indexOf(':')))
                .hasMessageNotContaining("/bin/sh")
                .hasMessageNotContaining("/etc/shadow");
    }

    @Test
    void aFileOfCertificatesIsRefusedToo() {
        String bad = GOOD.replace("extensions: []", "certificate-authority: /etc/shadow");

        assertThatThrownBy(() -> SafeKubeconfig.of(bad)).hasMessageContaining("certificate-authority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "just text", "[]", "clusters: []", "clusters: {}"})
    void whatIsNoneIsSaid(String text) {
        assertThatThrownBy(() -> SafeKubeconfig.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no kubeconfig");
    }

    @Test
    void aTokenMakesOne() {
        String made = SafeKubeconfig.made(
                "https://127.0.0.1:1", "", JsonNodeFactory.instance.objectNode().put("token", "t"), "shop");

        try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(made))) {
            assertThat(cluster.server()).isEqualTo("https://127.0.0.1:1");
            assertThat(cluster.namespace()).isEqualTo("shop");
        }
    }
}
