package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.manifest.Gitops;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Makes a dark Deployment of the live one. */
final class Cloning {
    private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final String[] TEMPLATE_LABELS = {"spec", "template", "metadata", "labels"};
    private static final String[] TEMPLATE_ANNOTATIONS = {"spec", "template", "metadata", "annotations"};

    private Cloning() {}

    static Found<Found.Cloned> clone(Manifest live, Manifest service, DarkSource.Clone wanted, String run) {
        return trouble(live, wanted.version())
                .<Found<Found.Cloned>>map(Found.NotClear::new)
                .orElseGet(() -> cloneOf(live, service, wanted, run));
    }

    private static Optional<String> trouble(Manifest live, String version) {
        if (!LABEL_VALUE.matcher(version).matches()) {
            return Optional.of(
                    "'" + version + "' cannot be the value of a label, so no pod can carry it as its version");
        }
        return version.equals(Labels.ofPods(live).get(Labels.VERSION))
                ? Optional.of("the dark version is called " + version + " as the live one, " + live
                        + ": give it another version")
                : Optional.empty();
    }

    private static Found<Found.Cloned> cloneOf(Manifest live, Manifest service, DarkSource.Clone wanted, String run) {
        Found<String> container = Containers.meantBy(live, wanted);
        if (container instanceof Found.NotClear<String> notClear) {
            return new Found.NotClear<>(notClear.because());
        }
        String name = ((Found.There<String>) container).value();
        Manifest bare = bare(live).with(name(live, service, wanted.version()), "metadata", "name");
        Manifest dark = versioned(bare, wanted.version(), Mark.value(run));
        return Selector.ofService(service).matches(Labels.ofPods(dark))
                ? new Found.There<>(
                        new Found.Cloned(Mark.on(Containers.withImage(dark, name, wanted.image()), run), name))
                : notBehind(service, dark);
    }

    private static Found<Found.Cloned> notBehind(Manifest service, Manifest dark) {
        return new Found.NotClear<>("the pods of a clone would not be behind " + service + ", which selects "
                + Selector.ofService(service).words() + ": they would carry "
                + Labels.words(Labels.ofPods(dark))
                + ". Take the version out of the Service's selector and let the routes choose");
    }

    /** What the template and the spec say, without anything that ties it to live's owners and history. */
    private static Manifest bare(Manifest live) {
        Manifest bare = live.asAuthored()
                .without("metadata", "ownerReferences")
                .without("metadata", "finalizers")
                .without("metadata", "generateName")
                .without("spec", "paused");
        Manifest kept =
                kept(bare, key -> !isOthers(key) && !key.equals("app.kubernetes.io/instance"), "metadata", "labels");
        kept = kept(kept, key -> !isOthers(key) && !isHistory(key), "metadata", "annotations");
        return kept(kept, key -> !isOthers(key), TEMPLATE_ANNOTATIONS);
    }

    /** The marks of GitOps controllers and of Helm: with them their owners would take the clone for theirs and prune it. */
    private static boolean isOthers(String key) {
        return Gitops.isMark(key)
                || key.startsWith("meta.helm.sh/")
                || key.startsWith("helm.sh/")
                || key.startsWith("objectset.rio.cattle.io/")
                || key.startsWith("mirror-experiment.io/");
    }

    private static boolean isHistory(String key) {
        return key.equals("kubectl.kubernetes.io/last-applied-configuration")
                || key.equals("kubernetes.io/change-cause")
                || key.startsWith("deployment.kubernetes.io/");
    }

    /** Its own version on object, pods and selector; the run's label keeps its ReplicaSets from live's pods. */
    private static Manifest versioned(Manifest bare, String version, String run) {
        Manifest dark = bare.with(version, "metadata", "labels", Labels.VERSION)
                .with(labels(Labels.ofPods(bare), version, run, true), TEMPLATE_LABELS)
                .with(labels(Selector.of(bare).labels(), version, run, false), "spec", "selector", "matchLabels");
        if (bare.labels().containsKey(Labels.APP_VERSION)) {
            dark = dark.with(version, "metadata", "labels", Labels.APP_VERSION);
        }
        List<Map<String, Object>> expressions = Selector.of(bare).expressions().stream()
                .filter(each -> !Labels.VERSION.equals(each.get("key")) && !Labels.APP_VERSION.equals(each.get("key")))
                .toList();
        Manifest plain = dark.without("spec", "selector", "matchExpressions");
        return expressions.isEmpty() ? plain : plain.with(expressions, "spec", "selector", "matchExpressions");
    }

    private static Map<String, String> labels(Map<String, String> live, String version, String run, boolean always) {
        Map<String, String> labels = new TreeMap<>(live);
        labels.keySet().removeIf(Gitops::isMark);
        labels.replace(Labels.APP_VERSION, version);
        if (always || labels.containsKey(Labels.VERSION)) {
            labels.put(Labels.VERSION, version);
        }
        labels.put(Mark.RUN, run);
        return labels;
    }

    /** {@code <live>-<version>}, or {@code <service>-<version>} when live's name ends with its own version. */
    private static String name(Manifest live, Manifest service, String version) {
        String own = Labels.ofPods(live).getOrDefault(Labels.VERSION, "");
        boolean versioned = !own.isEmpty() && live.name().endsWith("-" + asName(own));
        return (versioned ? service.name() : live.name()) + "-" + asName(version);
    }

    private static String asName(String version) {
        return version.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }

    private static Manifest kept(Manifest object, Predicate<String> keep, String... path) {
        Manifest kept = object;
        for (String key : object.map(path).keySet()) {
            if (!keep.test(key)) {
                String[] whole = java.util.Arrays.copyOf(path, path.length + 1);
                whole[path.length] = key;
                kept = kept.without(whole);
            }
        }
        return kept;
    }
}
