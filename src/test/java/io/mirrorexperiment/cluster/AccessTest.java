package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.Config;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kubectl's precedence: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/. */
class AccessTest {
    private Path folder;
    private Path home;
    private Path serviceAccount;

    @BeforeEach
    void makeFolders(@TempDir Path fresh) throws IOException {
        folder = fresh;
        home = Files.createDirectories(folder.resolve("home"));
        serviceAccount = Files.createDirectories(folder.resolve("sa"));
    }

    @Test
    void theFlagsFileIsTheOnlyOneThatCounts() {
        Path flag = write("flag.yaml", config("flag", "https://flag:1", "flag-space"));
        Path other = write("other.yaml", config("other", "https://other:1", "x"));

        Access access = Access.find(options(Optional.of(flag)), around(Map.of("KUBECONFIG", other.toString())));

        assertThat(access.config().getMasterUrl()).isEqualTo("https://flag:1/");
        assertThat(access.namespace()).isEqualTo("flag-space");
        assertThat(access.user()).contains("flag");
    }

    @Test
    void aMissingFileOfTheFlagIsAMistake() {
        Path missing = folder.resolve("missing.yaml");

        assertThatThrownBy(() -> Access.find(options(Optional.of(missing)), around(Map.of())))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNCONFIGURED))
                .hasMessageContaining(missing.toString());
    }

    @Test
    void theFirstFileThatSetsAValueWinsAndMissingFilesAreLeftOut() {
        Path one = write("one.yaml", "current-context: two\n");
        Path two = write("two.yaml", config("two", "https://two:1", "space"));
        Path three = write("three.yaml", config("two", "https://three:1", "other"));
        String list = one + ":" + folder.resolve("missing") + ":" + two + ":" + three;

        Access access = Access.find(options(Optional.empty()), around(Map.of("KUBECONFIG", list)));

        assertThat(access.config().getMasterUrl()).isEqualTo("https://two:1/");
        assertThat(access.namespace()).isEqualTo("space");
    }

    @Test
    void aContextOfOneFileMayUseAUserOfAnother() {
        Path one = write("one.yaml", """
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                """);
        Path two = write("two.yaml", """
                clusters: [{name: k, cluster: {server: 'https://k:1'}}]
                users: [{name: u, user: {token: abc}}]
                """);

        Access access = Access.find(options(Optional.empty()), around(Map.of("KUBECONFIG", one + ":" + two)));

        assertThat(access.config().getAutoOAuthToken()).isEqualTo("abc");
        assertThat(access.namespace()).isEqualTo("default");
    }

    @Test
    void theHomesFileCountsIfNothingElseIsGiven() {
        write("home/.kube/config", config("home", "https://home:1", "space"));

        Access access = Access.find(options(Optional.empty()), around(Map.of()));

        assertThat(access.config().getMasterUrl()).isEqualTo("https://home:1/");
    }

    @Test
    void kubeconfigOfTheEnvironmentHidesTheHomesFile() {
        write("home/.kube/config", config("home", "https://home:1", "space"));

        assertThatThrownBy(() -> Access.find(
                        options(Optional.empty()),
                        around(Map.of("KUBECONFIG", folder.resolve("none").toString()))))
                .hasMessageContaining("no cluster to talk to");
    }

    @Test
    void aPodUsesItsServiceAccount() {
        write("sa/token", "pod-token\n");
        write("sa/namespace", "pod-space");

        Access access = Access.find(options(Optional.empty()), inPod());

        assertThat(access.config().getMasterUrl()).isEqualTo("https://10.0.0.1:443/");
        assertThat(access.config().getOauthTokenProvider().getToken()).isEqualTo("pod-token");
        assertThat(access.config().getCaCertFile())
                .isEqualTo(serviceAccount.resolve("ca.crt").toString());
        assertThat(access.namespace()).isEqualTo("pod-space");
    }

    @Test
    void aRotatedTokenFileIsReadAnew() {
        write("sa/token", "old");
        Access access = Access.find(options(Optional.empty()), inPod());
        write("sa/token", "new");

        assertThat(access.config().getOauthTokenProvider().getToken()).isEqualTo("new");
    }

    @Test
    void aKubeconfigComesBeforeTheServiceAccount() {
        write("sa/token", "pod-token");
        write("home/.kube/config", config("home", "https://home:1", "space"));

        assertThat(Access.find(options(Optional.empty()), inPod()).config().getMasterUrl())
                .isEqualTo("https://home:1/");
    }

    @Test
    void flagsForContextAndNamespaceComeFirst() {
        write("home/.kube/config", """
                current-context: a
                contexts: [{name: a, context: {cluster: k, user: u}}, {name: b, context: {cluster: l, namespace: n}}]
                clusters: [{name: k, cluster: {server: 'https://k:1'}}, {name: l, cluster: {server: 'https://l:1'}}]
                """);
        ClusterOptions options = options(Optional.empty()).withContext("b").withNamespace("mine");

        Access access = Access.find(options, around(Map.of()));

        assertThat(access.config().getMasterUrl()).isEqualTo("https://l:1/");
        assertThat(access.namespace()).isEqualTo("mine");
    }

    @Test
    void anUnknownContextIsAMistakeAndNotTheCurrentOne() {
        write("home/.kube/config", config("prod", "https://prod:1", "space"));
        ClusterOptions options = options(Optional.empty()).withContext("test");

        assertThatThrownBy(() -> Access.find(options, around(Map.of())))
                .hasMessageContaining("it has no context 'test'; it has 'prod'");
    }

    @Test
    void pathsAreRelativeToTheirFile() {
        Path file = write("deep/config", """
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                clusters: [{name: k, cluster: {server: 'https://k:1', certificate-authority: pki/ca.crt}}]
                users: [{name: u, user: {client-certificate: me.crt, client-key: /abs/me.key, tokenFile: token}}]
                """);
        write("deep/token", "from-file");

        Config config =
                Access.find(options(Optional.of(file)), around(Map.of())).config();

        assertThat(config.getCaCertFile())
                .isEqualTo(folder.resolve("deep/pki/ca.crt").toString());
        assertThat(config.getClientCertFile())
                .isEqualTo(folder.resolve("deep/me.crt").toString());
        assertThat(config.getClientKeyFile()).isEqualTo("/abs/me.key");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("from-file");
    }

    @Test
    void impersonatesWhomTheKubeconfigSays() {
        Path file = write("config", """
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                clusters: [{name: k, cluster: {server: 'https://k:1'}}]
                users: [{name: u, user: {token: t, as: jane, as-groups: [devs, ops]}}]
                """);

        Config config =
                Access.find(options(Optional.of(file)), around(Map.of())).config();

        assertThat(config.getImpersonateUsername()).isEqualTo("jane");
        assertThat(config.getImpersonateGroups()).containsExactly("devs", "ops");
    }

    @Test
    void asksTheCredentialPluginForAToken() {
        Config config = Access.find(options(Optional.of(plugin("echo warning >&2; echo \"$SHAPE\""))), around(Map.of()))
                .config();

        assertThat(config.getAutoOAuthToken()).isEqualTo("minted");
    }

    @Test
    void aPluginThatFailsIsNamedAndNotQuoted() {
        Path file = plugin("echo hunter2; exit 3");

        assertThatThrownBy(() -> Access.find(options(Optional.of(file)), around(Map.of())))
                .hasMessage("the kubeconfig's credential plugin '" + folder.resolve("bin/plugin")
                        + "' does not work: it ended with exit code 3");
    }

    @Test
    void aPluginThatPrintsSomethingElseIsNotQuoted() {
        Path file = plugin("echo hunter2");

        assertThatThrownBy(() -> Access.find(options(Optional.of(file)), around(Map.of())))
                .hasMessageEndingWith("what it prints is not JSON")
                .hasNoCause();
    }

    @Test
    void aPluginThatIsNotThereComesWithItsHint() {
        Path file = plugin("true");
        assertThat(folder.resolve("bin/plugin").toFile().delete()).isTrue();

        assertThatThrownBy(() -> Access.find(options(Optional.of(file)), around(Map.of())))
                .hasMessageEndingWith("it cannot be started; install it");
    }

    private Path plugin(String script) {
        Path program = write("bin/plugin", "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String shape = "{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"minted\"}}";
        return write("config", """
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                clusters: [{name: k, cluster: {server: 'https://k:1'}}]
                users:
                - name: u
                  user:
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      command: ./bin/plugin
                      installHint: install it
                      env: [{name: SHAPE, value: '%s'}]
                """.formatted(shape));
    }

    @Test
    void aBrokenFileIsNeverQuoted() {
        Path file = write("config", "users:\n- name: u\n  user: {token: hunter2\n  : }]\n");

        ClusterException mistake = catchThrowableOfType(
                ClusterException.class, () -> Access.find(options(Optional.of(file)), around(Map.of())));

        assertThat(mistake).hasMessageContaining("is not YAML, see line").hasNoCause();
        assertThat(mistake.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void fieldsOfAnotherFormAreNeverQuoted() {
        Path file = write("config", """
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                clusters: [{name: k, cluster: {server: 'https://k:1'}}]
                users: [{name: u, user: {token: {hunter2: hunter2}}}]
                """);

        ClusterException mistake = catchThrowableOfType(
                ClusterException.class, () -> Access.find(options(Optional.of(file)), around(Map.of())));

        assertThat(mistake).hasMessageContaining("another form than expected").hasNoCause();
        assertThat(mistake.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void credentialsInTheServersAddressAreNotShown() {
        String text = config("c", "https://admin:hunter2@k:6443/prefix", "n");
        try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(text))) {
            assertThat(cluster.server()).isEqualTo("https://k:6443/prefix");
        }
    }

    @Test
    void sendsThroughTheProxyOfTheEnvironment() {
        Path file = write("config", config("c", "https://k.example.com:1", "n"));
        Map<String, String> proxied = Map.of("HTTPS_PROXY", "http://proxy", "NO_PROXY", "other.com");

        Config config = Access.find(options(Optional.of(file)), around(proxied)).config();

        assertThat(config.getHttpsProxy()).isEqualTo("http://proxy:80");
    }

    private static ClusterOptions options(Optional<Path> file) {
        return new ClusterOptions(file.map(Path::toString), Optional.empty(), Optional.empty(), Duration.ofSeconds(5));
    }

    private Surroundings around(Map<String, String> environment) {
        return new Surroundings(environment, home, serviceAccount);
    }

    private Surroundings inPod() {
        return around(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "KUBERNETES_SERVICE_PORT", "443"));
    }

    private Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            return Files.writeString(file, text);
        } catch (IOException cause) {
            throw new IllegalStateException(cause);
        }
    }

    private static String config(String name, String server, String namespace) {
        return """
                current-context: %1$s
                contexts: [{name: %1$s, context: {cluster: %1$s, user: %1$s, namespace: %3$s}}]
                clusters: [{name: %1$s, cluster: {server: '%2$s'}}]
                users: [{name: %1$s, user: {token: t}}]
                """.formatted(name, server, namespace);
    }
}
