package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The containers of a workload's pod template. */
final class Containers {
    private static final String[] PATH = {"spec", "template", "spec", "containers"};
    private static final String[] INITIAL = {"spec", "template", "spec", "initContainers"};
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    private static final Set<String> SIDECARS = Set.of(
            "istio-proxy",
            "linkerd-proxy",
            "envoy",
            "envoy-sidecar",
            "consul-dataplane",
            "kuma-sidecar",
            "daprd",
            "vault-agent",
            "cloud-sql-proxy",
            "cloudsql-proxy",
            "otc-container",
            "otel-collector",
            "jaeger-agent",
            "fluent-bit",
            "filebeat",
            "oauth2-proxy");

    private Containers() {}

    static List<Map<String, Object>> of(Manifest workload) {
        return workload.maps(PATH);
    }

    static List<String> names(Manifest workload) {
        return of(workload).stream().map(Containers::name).toList();
    }

    static Optional<String> image(Manifest workload, String container) {
        return of(workload).stream()
                .filter(each -> name(each).equals(container))
                .map(Containers::image)
                .findFirst();
    }

    /** A copy in which one container has another image. */
    static Manifest withImage(Manifest workload, String container, String image) {
        List<Map<String, Object>> containers = new ArrayList<>();
        for (Map<String, Object> each : of(workload)) {
            Map<String, Object> copy = new LinkedHashMap<>(each);
            if (name(each).equals(container)) {
                copy.put("image", image);
            }
            containers.add(copy);
        }
        return workload.with(containers, PATH);
    }

    /**
     * The container that an image is meant for: the one that is named, the only one, the one of the same repository, or the only one that is no
     * sidecar.
     */
    static Found<String> meantBy(Manifest workload, DarkSource.Clone wanted) {
        return wanted.container().map(name -> named(workload, name)).orElseGet(() -> meantBy(workload, wanted.image()));
    }

    private static Found<String> named(Manifest workload, String name) {
        if (names(workload).contains(name)) {
            return new Found.There<>(name);
        }
        boolean initial =
                workload.maps(INITIAL).stream().anyMatch(each -> name(each).equals(name));
        return new Found.NotClear<>(
                initial
                        ? "dark.container " + name + " is an init container of " + workload
                                + ", which serves nobody: name the container that serves, or give the dark version as a manifest: file"
                        : workload + " has no container " + name + " (dark.container); there are " + words(workload));
    }

    /** As {@link #meantBy(Manifest, DarkSource.Clone)}, where none is named. */
    static Found<String> meantBy(Manifest workload, String image) {
        ImageName wanted = ImageName.parse(image);
        List<String> all = names(workload);
        List<String> same = named(workload, each -> ImageName.parse(image(each)).sameRepository(wanted));
        if (all.size() == 1 || same.size() > 1) {
            return all.size() == 1 ? new Found.There<>(all.get(0)) : several(workload, image);
        }
        return same.stream()
                .findFirst()
                .or(() -> declared(workload))
                .or(() -> onlyOne(named(workload, each -> !SIDECARS.contains(name(each)))))
                .<Found<String>>map(Found.There::new)
                .orElseGet(() -> several(workload, image));
    }

    private static Optional<String> declared(Manifest workload) {
        return workload.text("spec", "template", "metadata", "annotations", DEFAULT_CONTAINER)
                .filter(names(workload)::contains);
    }

    private static Optional<String> onlyOne(List<String> names) {
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }

    private static Found<String> several(Manifest workload, String image) {
        return new Found.NotClear<>("it is not clear which container of " + workload + " is to run " + image
                + "; there are " + words(workload)
                + ". Name it with dark.container, or in the pod template's annotation " + DEFAULT_CONTAINER);
    }

    private static String words(Manifest workload) {
        List<String> there = of(workload).stream()
                .map(each -> name(each) + " (" + image(each) + ")")
                .toList();
        return there.isEmpty() ? "none" : String.join(", ", there);
    }

    private static List<String> named(Manifest workload, Predicate<Map<String, Object>> condition) {
        return of(workload).stream().filter(condition).map(Containers::name).toList();
    }

    private static String name(Map<String, Object> container) {
        return String.valueOf(container.get("name"));
    }

    private static String image(Map<String, Object> container) {
        return container.get("image") instanceof String image ? image : "";
    }
}
