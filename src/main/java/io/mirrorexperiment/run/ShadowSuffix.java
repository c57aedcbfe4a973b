package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the mesh marks copies by {@code -shadow} at the end of their authority, as far as the Deployments of istiod tell. Istio before
 * 1.28 does; later ones do if istiod's environment has {@code DISABLE_SHADOW_HOST_SUFFIX=false}
 * (<a href="https://github.com/istio/istio/pull/57708">istio#57708</a>).
 */
sealed interface ShadowSuffix {
    /** Every istiod has it appended. */
    record Appended() implements ShadowSuffix {}

    /**
     * No istiod has.
     *
     * @param who the Deployments and why they are taken to, for a message
     */
    record Dropped(String who) implements ShadowSuffix {}

    /**
     * It can't be told.
     *
     * @param why not, in half a sentence
     */
    record Unknown(String why) implements ShadowSuffix {}

    /** Where istiod is unless somebody moved it. */
    String USUALLY = "istio-system";

    String VARIABLE = "DISABLE_SHADOW_HOST_SUFFIX";

    Pattern RELEASE = Pattern.compile("(?:.*[:-])?v?1\\.([0-9]{1,3})(?:[.-].*)?");

    /** Asks the cluster; reads only, and never fails for lack of rights. */
    static ShadowSuffix of(Cluster cluster) {
        Optional<List<Manifest>> planes =
                planes(cluster, Optional.empty()).or(() -> planes(cluster, Optional.of(USUALLY)));
        return planes.map(ShadowSuffix::of)
                .orElseGet(() -> new Unknown(cluster.user() + " may not list the Deployments of namespace " + USUALLY
                        + ", where istiod would tell (docs/rbac.md)"));
    }

    private static ShadowSuffix of(List<Manifest> planes) {
        List<Optional<Boolean>> appending =
                planes.stream().map(ShadowSuffix::appends).toList();
        if (planes.isEmpty()) {
            return new Unknown("no Deployment with the label app=istiod is there, which would tell");
        }
        if (appending.stream().allMatch(known -> known.equals(Optional.of(true)))) {
            return new Appended();
        }
        return appending.stream().allMatch(known -> known.equals(Optional.of(false)))
                ? new Dropped(words(planes))
                : new Unknown("it can't be told of " + words(planes));
    }

    private static Optional<List<Manifest>> planes(Cluster cluster, Optional<String> namespace) {
        try {
            return Optional.of(cluster.list(Kind.DEPLOYMENT, namespace, Map.of("app", "istiod")));
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** What is said in the environment decides; else the release does, where it can be told. */
    private static Optional<Boolean> appends(Manifest istiod) {
        Optional<String> said = containers(istiod)
                .flatMap(container -> Stream.ofNullable(container.get("env")))
                .flatMap(ShadowSuffix::maps)
                .filter(variable -> VARIABLE.equals(variable.get("name")))
                .map(variable -> String.valueOf(variable.get("value")))
                .findFirst();
        return said.isPresent()
                ? said.map(value -> List.of("false", "f", "0").contains(value.toLowerCase(Locale.ROOT)))
                : release(istiod).map(minor -> minor < 28);
    }

    private static Optional<Integer> release(Manifest istiod) {
        Stream<String> labels = Stream.ofNullable(istiod.labels().get("app.kubernetes.io/version"));
        Stream<String> images = containers(istiod)
                .map(container -> String.valueOf(container.get("image")).replaceFirst("@.*", ""));
        return Stream.concat(labels, images)
                .map(RELEASE::matcher)
                .filter(Matcher::matches)
                .map(match -> Integer.valueOf(match.group(1)))
                .findFirst();
    }

    private static String words(List<Manifest> planes) {
        return planes.stream()
                .map(plane -> plane.address().words()
                        + release(plane)
                                .map(minor -> " (Istio 1." + minor + ")")
                                .orElse(""))
                .collect(Collectors.joining(" and "));
    }

    private static Stream<Map<String, Object>> containers(Manifest workload) {
        return workload.maps("spec", "template", "spec", "containers").stream();
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> maps(Object node) {
        return node instanceof List<?> list
                ? list.stream().filter(Map.class::isInstance).map(each -> (Map<String, Object>) each)
                : Stream.empty();
    }
}
