package io.mirrorexperiment.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.install.InClusterController.Door;
import io.mirrorexperiment.install.InClusterController.Scope;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.real.RoleRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InClusterControllerTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "install");

    private static InClusterController everywhere(boolean definitions, Door door) {
        return new InClusterController(
                InClusterController.NAME,
                InClusterController.HOME,
                true,
                "example/mirror-experiment:1",
                2,
                new Scope(List.of(), ""),
                List.of("elsewhere"),
                List.of(),
                definitions,
                door);
    }

    private static InClusterController shard(List<String> besides) {
        return new InClusterController(
                "shard-a",
                "gates",
                false,
                "example/mirror-experiment:1",
                1,
                new Scope(List.of("pay", "shop"), "team=a"),
                besides,
                List.of("prom-token"),
                false,
                new Door.CertManager());
    }

    @Test
    void aControllerForAllNamespacesHasAClusterRole() throws IOException {
        assertGolden("controller.yaml", everywhere(false, new Door.None()).yaml());
    }

    @Test
    void aControllerForSomeHasARoleInEachAndIsAskedAboutThese() throws IOException {
        assertGolden("shard.yaml", shard(List.of("elsewhere")).yaml());
    }

    private static void assertGolden(String name, String text) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN.resolve(name), text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN.resolve(name)));
    }

    @Test
    void definitionsComeFirstAndTheWebhookLast() {
        Door signed = Door.signed("a", "b", Instant.parse("2026-11-22T12:00:00Z"));

        List<String> kinds = everywhere(true, signed).objects().stream()
                .map(object -> object.kind().kind())
                .toList();

        assertThat(kinds).startsWith("CustomResourceDefinition", "CustomResourceDefinition", "CustomResourceDefinition");
        assertThat(kinds.indexOf("Secret")).isLessThan(kinds.indexOf("Deployment"));
        assertThat(kinds).endsWith("ValidatingWebhookConfiguration");
    }

    @Test
    void theFolderHasTheSameObjects() throws IOException {
        InClusterController controller = everywhere(true, new Door.CertManager());

        Map<String, String> files = controller.kustomization();

        List<?> resources = (List<?>) ManifestText.tree(String.valueOf(files.get("kustomization.yaml")))
                .getOrDefault("resources", List.of());
        List<Manifest> objects = new ArrayList<>();
        for (Object file : resources) {
            objects.addAll(ManifestText.read(String.valueOf(files.get(String.valueOf(file)))));
        }
        assertThat(objects).containsExactlyElementsOf(controller.objects());
        assertThat(resources).hasSize(files.size() - 1);
    }

    /** Whatever a run may need, a controller gets it by the same files. */
    @ParameterizedTest
    @ValueSource(
            strings = {"knative", "gateway-api", "contour", "traefik", "logs", "direct", "advice"})
    void moreRightsAreThoseOfTheRolesThatPeopleApply(String besides) {
        Set<RoleRule> rules = new TreeSet<>();
        for (String file : List.of("run", "journal", "controller", besides)) {
            rules.addAll(RoleRule.in(file + ".yaml"));
        }

        for (String namespace : List.of("pay", "shop")) {
            assertThat(granted(shard(List.of(besides)), namespace)).isEqualTo(rules);
        }
    }

    private static Set<RoleRule> granted(InClusterController controller, String namespace) {
        Manifest role = controller.objects().stream()
                .filter(object -> object.kind().kind().equals("Role"))
                .filter(object -> object.namespace().equals(namespace))
                .findFirst()
                .orElseThrow();
        Set<RoleRule> rules = new TreeSet<>();
        for (Map<String, Object> rule : role.maps("rules")) {
            if (!rule.containsKey("resourceNames")) {
                for (Object resource : (List<?>) rule.getOrDefault("resources", List.of())) {
                    for (Object verb : (List<?>) rule.getOrDefault("verbs", List.of())) {
                        String group = String.valueOf(((List<?>) rule.getOrDefault("apiGroups", List.of())).get(0));
                        rules.add(new RoleRule(group, String.valueOf(resource), String.valueOf(verb)));
                    }
                }
            }
        }
        return rules;
    }

    @Test
    void secretsAreReadByNameOnly() {
        for (InClusterController each : List.of(shard(List.of()), everywhere(false, new Door.None()))) {
            each.objects().stream()
                    .flatMap(object -> object.maps("rules").stream())
                    .filter(rule -> String.valueOf(rule.get("resources")).contains("secrets"))
                    .forEach(rule -> assertThat(rule)
                            .containsEntry("resourceNames", List.of("prom-token"))
                            .containsEntry("verbs", List.of("get")));
        }
    }
}
