package io.mirrorexperiment.install;

import static io.mirrorexperiment.install.Pods.tree;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The dead man's switch of a namespace: a CronJob that restores what runs left whose processes are gone and whose deadlines are over. It has the
 * rights of a run, since it does what the run would have done at its end.
 *
 * @param namespace of the services
 * @param schedule in cron's five fields
 * @param image with the program
 * @param besides Roles of ours whose rules it has besides those of a run, as docs/rbac.md names their files: {@code knative},
 *     {@code direct}, {@code gateway-api}, {@code contour}, {@code traefik}
 */
public record Reaper(String namespace, String schedule, String image, List<String> besides) {
    private static final String NAME = "mirror-experiment-reaper";
    private static final String RBAC = "rbac.authorization.k8s.io/v1";
    private static final SortedMap<String, String> LABELS =
            new TreeMap<>(Map.of("app.kubernetes.io/name", NAME, "app.kubernetes.io/managed-by", "mirror-experiment"));

    /** Restoring waits for routes to settle and pods to end; it has its own patience, and the next round goes on. */
    private static final int LONGEST_ROUND_SECONDS = 1800;

    /** Copies. */
    public Reaper {
        besides = List.copyOf(besides);
    }

    /** All of it, in the order in which it is to be made. */
    public List<Manifest> objects() {
        return List.of(
                object("v1", "ServiceAccount"),
                object(RBAC, "Role", "rules", rules()),
                object(
                        RBAC,
                        "RoleBinding",
                        "roleRef",
                        tree("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", NAME),
                        "subjects",
                        List.of(tree("kind", "ServiceAccount", "name", NAME, "namespace", namespace))),
                cronJob());
    }

    /** The same as a text for {@code kubectl apply}. */
    public String yaml() {
        return objects().stream()
                .map(object -> ManifestText.write(object.tree()))
                .collect(Collectors.joining("---\n"));
    }

    private List<Object> rules() {
        List<Object> rules = new ArrayList<>(Shipped.rules("run"));
        besides.forEach(role -> rules.addAll(Shipped.rules(role)));
        return rules;
    }

    private Manifest cronJob() {
        List<String> command =
                List.of("mirror-experiment", "reap", "--expired-only", "--namespace", namespace, "--plain");
        return object(
                "batch/v1",
                "CronJob",
                "spec",
                tree(
                        "schedule",
                        schedule,
                        "concurrencyPolicy",
                        "Forbid",
                        "jobTemplate",
                        tree(
                                "metadata",
                                tree("labels", LABELS),
                                "spec",
                                tree(
                                        "backoffLimit",
                                        0,
                                        "activeDeadlineSeconds",
                                        LONGEST_ROUND_SECONDS,
                                        "template",
                                        Pods.template(LABELS, NAME, image, command)))));
    }

    private Manifest object(String apiVersion, String kind, Object... rest) {
        Map<String, Object> tree = tree(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                tree("name", NAME, "namespace", namespace, "labels", LABELS));
        tree.putAll(tree(rest));
        return Manifest.of(tree);
    }
}
