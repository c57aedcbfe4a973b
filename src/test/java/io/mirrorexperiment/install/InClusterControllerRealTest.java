package io.mirrorexperiment.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.install.InClusterController.Door;
import io.mirrorexperiment.install.InClusterController.Scope;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.RoleRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is printed, on a real API server: it takes every object, and its account may what it has to and nothing else. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class InClusterControllerRealTest {
    private final Bed bed = Bed.up().with("api");
    private final Ground ground = Ground.real();
    private final Path folder;

    InClusterControllerRealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        ground.close();
    }

    private InClusterController controller(Door door) {
        return new InClusterController(
                "gate",
                ground.namespace(),
                false,
                "example/mirror-experiment:1",
                2,
                new Scope(List.of(ground.namespace()), "team=a"),
                List.of("logs"),
                List.of("prom-token"),
                true,
                door);
    }

    @Test
    void everyObjectIsTaken() throws IOException {
        Path file = Files.writeString(
                folder.resolve("all.yaml"),
                controller(Door.signed("gate", ground.namespace(), Instant.now())).yaml());

        String said = bed.kubectl(
                "apply", "--server-side", "--force-conflicts", "--dry-run=server", "-f", file.toString());

        assertThat(said.lines().toList()).hasSize(13).allMatch(line -> line.endsWith("(server dry run)"));
    }

    @Test
    void theFolderRendersTheSameObjects() throws IOException {
        InClusterController controller = controller(new Door.CertManager());
        for (Map.Entry<String, String> file : controller.kustomization().entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }

        List<Manifest> rendered = ManifestText.read(bed.kubectl("kustomize", folder.toString()));

        assertThat(rendered).containsExactlyInAnyOrderElementsOf(controller.objects());
    }

    @Test
    void theAccountMayWhatItHasToAndNothingElse() throws IOException {
        controller(new Door.None()).objects().stream()
                .filter(object -> object.kind().kind().matches("ServiceAccount|Role|RoleBinding"))
                .forEach(object -> ground.apply(ManifestText.write(object.tree())));

        for (String file : List.of("run", "journal", "controller", "logs", "controller-lease")) {
            for (RoleRule rule : RoleRule.in(file + ".yaml")) {
                assertThat(may(rule, "", ground.namespace())).as(file + ": " + rule).isTrue();
            }
        }
        assertThat(may(new RoleRule("", "secrets", "get"), "prom-token", ground.namespace()))
                .isTrue();
        for (String verb : List.of("get", "list", "watch", "create", "update", "delete")) {
            assertThat(may(new RoleRule("", "secrets", verb), "other", ground.namespace()))
                    .as(verb)
                    .isFalse();
        }
        RoleRule ours = new RoleRule("mirror-experiment.io", "mirrorexperiments", "delete");
        assertThat(may(ours, "", ground.namespace())).isFalse();
        assertThat(may(new RoleRule("", "pods", "create"), "", ground.namespace())).isFalse();
        for (RoleRule rule : RoleRule.in("run.yaml")) {
            assertThat(may(rule, "", "default")).as("elsewhere: " + rule).isFalse();
        }
    }

    private boolean may(RoleRule rule, String name, String namespace) throws IOException {
        String[] parts = (rule.resource() + "/").split("/", 2);
        Path review = Files.writeString(
                folder.resolve("review.yaml"),
                """
                apiVersion: authorization.k8s.io/v1
                kind: SubjectAccessReview
                spec:
                  user: system:serviceaccount:%s:gate
                  resourceAttributes: {group: "%s", resource: %s, subresource: "%s", verb: %s, name: "%s", namespace: %s}
                """.formatted(
                        ground.namespace(),
                        rule.group(),
                        parts[0],
                        parts[1].replace("/", ""),
                        rule.verb(),
                        name,
                        namespace));
        return bed.kubectl("create", "-f", review.toString(), "-o", "jsonpath={.status.allowed}")
                .strip()
                .equals("true");
    }
}
