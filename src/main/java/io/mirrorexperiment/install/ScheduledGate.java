package io.mirrorexperiment.install;

import static io.mirrorexperiment.install.Pods.tree;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A gate that looks by the clock, or once: what has to be in a cluster for it. Names are those of Iter8's 0.10 charts, the rights are fewer:
 * its own service account may read its own Secret and rewrite its own result.
 *
 * @param namespace where everything is
 * @param group its name; several may be in one namespace
 * @param revision counts up with every launch of the group, from 1
 * @param schedule in cron's five fields, checked already; empty for once, at once
 * @param image with the program
 * @param command what a pod runs, program first
 * @param spec what to do, by file name: the content of the Secret {@code GROUP-spec}
 * @param result what was found at the launch, by file name: the first content of the Secret {@code GROUP-result}
 */
public record ScheduledGate(
        String namespace,
        String group,
        int revision,
        Optional<String> schedule,
        String image,
        List<String> command,
        Map<String, String> spec,
        Map<String, String> result) {
    /** The label that tells whose an object is. */
    public static final String GROUP = "iter8.tools/group";

    /** The annotation that tells which launch made an object. */
    public static final String REVISION = "iter8.tools/revision";

    /** The annotation of the result that tells when it is to be renewed: an old one says nothing of now. */
    public static final String SCHEDULE = "mirror-experiment.io/schedule";

    /** The longest name with which its objects' names, and those of the Jobs that a CronJob makes, are valid. */
    public static final int LONGEST_GROUP = 32;

    /** A look that takes longer is ended: it asks a handful of questions, and the next one waits for it. */
    private static final int LONGEST_LOOK_SECONDS = 300;

    /** The kinds of its objects, in the order in which they are to be removed: what acts first. */
    public static final List<Kind> KINDS = List.of(
            new Kind("batch", "CronJob"),
            new Kind("batch", "Job"),
            new Kind("rbac.authorization.k8s.io", "RoleBinding"),
            new Kind("rbac.authorization.k8s.io", "Role"),
            new Kind("", "ServiceAccount"),
            Kind.SECRET);

    /** Copies and checks. */
    public ScheduledGate {
        command = List.copyOf(command);
        spec = Map.copyOf(spec);
        result = Map.copyOf(result);
        if (!group.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?") || group.length() > LONGEST_GROUP) {
            throw new IllegalArgumentException("no name of a group: " + group);
        }
        if (revision < 1 || command.isEmpty()) {
            throw new IllegalArgumentException("a gate has a revision from 1 on and a command");
        }
    }

    /** All of it, in the order in which it is to be made: what acts comes last. */
    public List<Manifest> objects() {
        return List.of(secret(specName(group), spec), found(), serviceAccount(), role(), binding(), acting());
    }

    /** The label by which all objects of a group are found. */
    public static Map<String, String> labels(String group) {
        return Map.of(GROUP, group);
    }

    /** The Secret with what is to be done. */
    public static String specName(String group) {
        return group + "-spec";
    }

    /** The Secret with what was found. */
    public static String resultName(String group) {
        return group + "-result";
    }

    /** The service account, its Role and their binding: never the namespace's own account {@code default}, which others use. */
    private String account() {
        return group + "-gate";
    }

    /** The object that makes pods: a CronJob, or a Job. */
    public String actor() {
        return group + "-" + revision + (schedule.isPresent() ? "-cronjob" : "-job");
    }

    private Manifest found() {
        Manifest secret = secret(resultName(group), result);
        return schedule.map(times -> secret.withAnnotation(SCHEDULE, times)).orElse(secret);
    }

    private Manifest secret(String name, Map<String, String> files) {
        return object("v1", "Secret", name, "type", "Opaque", "stringData", new TreeMap<>(files));
    }

    private Manifest serviceAccount() {
        return object("v1", "ServiceAccount", account());
    }

    private Manifest role() {
        return object(
                "rbac.authorization.k8s.io/v1",
                "Role",
                account(),
                "rules",
                List.of(rule(specName(group), "get"), rule(resultName(group), "get", "update")));
    }

    private static Map<String, Object> rule(String secret, String... verbs) {
        return tree(
                "apiGroups",
                List.of(""),
                "resources",
                List.of("secrets"),
                "resourceNames",
                List.of(secret),
                "verbs",
                List.of(verbs));
    }

    private Manifest binding() {
        return object(
                "rbac.authorization.k8s.io/v1",
                "RoleBinding",
                account(),
                "roleRef",
                tree("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", account()),
                "subjects",
                List.of(tree("kind", "ServiceAccount", "name", account(), "namespace", namespace)));
    }

    private Manifest acting() {
        Map<String, Object> job = tree(
                "backoffLimit",
                0,
                "activeDeadlineSeconds",
                LONGEST_LOOK_SECONDS,
                "template",
                Pods.template(allLabels(), account(), image, command));
        return schedule.map(times -> object(
                        "batch/v1",
                        "CronJob",
                        actor(),
                        "spec",
                        tree(
                                "schedule",
                                times,
                                "concurrencyPolicy",
                                "Forbid",
                                "jobTemplate",
                                tree("metadata", tree("labels", allLabels()), "spec", job))))
                .orElseGet(() -> object("batch/v1", "Job", actor(), "spec", job));
    }

    private Map<String, String> allLabels() {
        Map<String, String> labels = new TreeMap<>(labels(group));
        labels.put("app.kubernetes.io/managed-by", "mirror-experiment");
        return labels;
    }

    private Manifest object(String apiVersion, String kind, String name, Object... rest) {
        Map<String, Object> tree = new LinkedHashMap<>(tree(
                "apiVersion",
                apiVersion,
                "kind",
                kind,
                "metadata",
                tree(
                        "name",
                        name,
                        "namespace",
                        namespace,
                        "labels",
                        allLabels(),
                        "annotations",
                        tree(REVISION, String.valueOf(revision)))));
        tree.putAll(tree(rest));
        return Manifest.of(tree);
    }

    /** Names only: the files may hold what must not be printed. */
    @Override
    public String toString() {
        return "gate " + namespace + "/" + group + ", revision " + revision;
    }
}
