package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class InstallControllerTest {
    private static Typed typed(Path state, String... words) {
        List<String> all = new ArrayList<>(List.of("install", "controller", "--image", "example/gate:1"));
        all.addAll(List.of(words));
        return Typed.on(state, all.toArray(String[]::new));
    }

    private static List<Manifest> printed(Path state, String... words) throws IOException {
        Typed typed = typed(state, words);
        assertThat(typed.code()).as(typed.err()).isZero();
        return ManifestText.read(typed.out());
    }

    private static List<String> kinds(List<Manifest> objects) {
        return objects.stream().map(object -> object.kind().kind()).toList();
    }

    @Test
    void printsWhatAClusterNeedsAndNoWebhookUnasked(@TempDir Path state) throws IOException {
        assertThat(kinds(printed(state)))
                .containsExactly(
                        "CustomResourceDefinition",
                        "CustomResourceDefinition",
                        "CustomResourceDefinition",
                        "Namespace",
                        "ServiceAccount",
                        "Role",
                        "RoleBinding",
                        "ClusterRole",
                        "ClusterRoleBinding",
                        "Deployment",
                        "Service",
                        "PodDisruptionBudget");
        assertThat(kinds(printed(state, "--no-crds", "--into", "gates", "--namespace", "shop", "--replicas", "1")))
                .containsExactly(
                        "ServiceAccount", "Role", "RoleBinding", "Role", "RoleBinding", "Deployment", "Service");
        assertThat(kinds(printed(state, "--webhook"))).contains("Secret", "ValidatingWebhookConfiguration");
        assertThat(kinds(printed(state, "--webhook", "--cert-manager")))
                .contains("Issuer", "Certificate")
                .doesNotContain("Secret");
    }

    /** Else the pods would end with a sentence about their command line. */
    @Test
    void whatThePodsRunIsACommandOfThisProgram(@TempDir Path state) throws IOException {
        Manifest deployment =
                printed(state, "--webhook", "--namespace", "shop", "--selector", "team=a", "--name", "gates-a").stream()
                        .filter(object -> object.kind().kind().equals("Deployment"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Object> container =
                deployment.maps("spec", "template", "spec", "containers").get(0);
        List<String> words = ((List<?>) container.getOrDefault("command", List.of()))
                .stream().map(String::valueOf).toList();

        ControllerCommand command = new ControllerCommand(Host.ofThisProcess());
        var unused = new CommandLine(command)
                .parseArgs(words.subList(2, words.size()).toArray(String[]::new));

        assertThat(words).startsWith("mirror-experiment", "controller");
        assertThat(command.namespaces).containsExactly("shop");
        assertThat(command.selector).isEqualTo("team=a");
        assertThat(command.lease).isEqualTo("gates-a");
        assertThat(command.webhook.port).contains(9443);
        assertThat(command.webhook.certificates).contains(Path.of("/etc/mirror-experiment/webhook"));
    }

    @Test
    void writesAFolderThatWasEmpty(@TempDir Path state) throws IOException {
        Path folder = state.resolve("deploy");

        Typed first = typed(state, "--kustomize", folder.toString());
        Typed second = typed(state, "--kustomize", folder.toString());

        assertThat(first.code()).as(first.err()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "controller.yaml", "crds.yaml", "kustomization.yaml", "namespace.yaml", "rbac.yaml");
        }
        assertThat(second.code()).isEqualTo(3);
        assertThat(second.err()).contains("is not empty");
    }

    @ParameterizedTest
    @CsvSource({
        "--via istio, is none that needs rights besides a run's",
        "--namespace Shop, --namespace 'Shop' must be lower-case letters",
        "--replicas 0, --replicas must be 1 or more",
        "--cert-manager, --cert-manager makes the certificate of --webhook",
        "--webhook --kustomize x, would put a private key into the folder"
    })
    void whatCannotBeMeantIsRefused(String words, String said, @TempDir Path state) {
        Typed typed = typed(state, words.split(" "));

        assertThat(typed.code()).isEqualTo(3);
        assertThat(typed.err()).contains(said);
        assertThat(typed.out()).isEmpty();
    }
}
