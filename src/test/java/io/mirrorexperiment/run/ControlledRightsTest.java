package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.install.InClusterController;
import io.mirrorexperiment.install.InClusterController.Door;
import io.mirrorexperiment.install.InClusterController.Scope;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.real.RoleRule;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What install controller prints is enough for a controller, and of what is for it alone no rule is idle. */
@Timeout(300)
class ControlledRightsTest {
    private static final Pattern PATH = Pattern.compile(
            "/apis?/(?:([a-z0-9.-]+)/)?v[0-9a-z]+(?:/namespaces/([^/]+))?/([a-z]+)(/[^/?]+)?(/[^/?]+)?(?:\\?.*)?");

    private static InClusterController printed() {
        return new InClusterController(
                InClusterController.NAME,
                "gates",
                false,
                "example/mirror-experiment:1",
                2,
                new Scope(List.of(), ""),
                List.of("elsewhere"),
                List.of(),
                false,
                new Door.None());
    }

    private static World guarded() {
        String rights = printed().objects().stream()
                .filter(object -> !object.kind().kind().matches("Deployment|Service|PodDisruptionBudget"))
                .map(object -> "---\n" + ManifestText.write(object.tree()))
                .collect(Collectors.joining());
        String home = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: gates}\n";
        return new World(Scenes.plain() + home + rights, KubeOptions::withRbac);
    }

    @Test
    void aControllerGoesAllTheWayWithThePrintedRights() {
        Set<RoleRule> used = new TreeSet<>();
        try (ControlledWorld world = new ControlledWorld(guarded());
                Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(
                        world.world.api.kubeconfigFor("gates", InClusterController.NAME)))) {
            world.world.api.faults().always((method, path) -> note(method, path, used), new Fault.DropBefore());
            Controller controller = world.start(cluster, "one");
            world.apply("reviews-v2", "");

            world.until("it is completed", () -> world.stage("reviews-v2").equals("Completed"));

            world.stop(controller);
            assertThat(world.status("reviews-v2").path("outcome").asText()).isEqualTo("promoted");
        }
        assertThat(used).containsAll(ownKind());
        assertThat(used).containsAll(RoleRule.in("controller-lease.yaml"));
    }

    /**
     * Rules for the other kinds are the same as for ours; their definitions are not in this cluster. Watches are not noted; without them
     * nothing would be heard of the object.
     */
    private static Set<RoleRule> ownKind() {
        return RoleRule.in("controller.yaml").stream()
                .filter(rule -> !rule.verb().equals("watch"))
                .filter(rule -> !rule.group().matches("iter8\\.tools|tekton\\.dev"))
                .collect(Collectors.toSet());
    }

    private static boolean note(String method, String path, Set<RoleRule> used) {
        Matcher asked = PATH.matcher(path);
        if (asked.matches()) {
            boolean one = asked.group(4) != null;
            String verb =
                    switch (method) {
                        case "GET" -> one ? "get" : "list";
                        case "POST" -> "create";
                        case "PUT" -> "update";
                        default -> method.toLowerCase(Locale.ROOT);
                    };
            String group = asked.group(1) == null ? "" : asked.group(1);
            String part = asked.group(5) == null ? "" : asked.group(5);
            synchronized (used) {
                used.add(new RoleRule(group, asked.group(3) + part, verb));
            }
        }
        return false;
    }
}
