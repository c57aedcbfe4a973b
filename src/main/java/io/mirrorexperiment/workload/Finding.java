package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the Deployment of a version among those whose pods serve a Service. */
record Finding(Manifest service, List<Manifest> deployments) {
    static Found<Manifest> find(Version version, Manifest service, List<Manifest> workloads) {
        Finding finding = among(service, workloads);
        if (Selector.ofService(service).isEmpty()) {
            return new Found.NotClear<>(service + " has no selector, so no workload can be told to be behind it");
        }
        return version instanceof Version.Labelled labelled
                ? finding.labelled(labelled.version())
                : finding.named(version.value());
    }

    /** The Deployments whose pods carry labels: together they must own every pod that does. */
    Found<List<Manifest>> carrying(Map<String, String> labels, List<Manifest> pods) {
        List<Manifest> found = serving().stream()
                .filter(each -> Labels.ofPods(each).entrySet().containsAll(labels.entrySet()))
                .toList();
        if (found.isEmpty()) {
            return new Found.NotClear<>("no Deployment behind " + service + " makes pods with " + Labels.words(labels)
                    + "; " + there(serving()));
        }
        return pods.stream()
                .filter(pod -> found.stream().noneMatch(each -> Pods.isOf(pod, each)))
                .filter(pod -> pod.at("metadata", "deletionTimestamp").isEmpty())
                .findFirst()
                .<Found<List<Manifest>>>map(pod -> new Found.NotClear<>(pod + " carries " + Labels.words(labels)
                        + ", too, and belongs to none of the Deployments that do: " + there(found)))
                .orElseGet(() -> new Found.There<>(found));
    }

    static Finding among(Manifest service, List<Manifest> workloads) {
        return new Finding(
                service,
                workloads.stream()
                        .filter(each -> each.kind().equals(Kind.DEPLOYMENT)
                                && each.namespace().equals(service.namespace()))
                        .toList());
    }

    private Found<Manifest> labelled(String version) {
        List<Manifest> matching = serving().stream()
                .filter(each -> version.equals(Labels.ofPods(each).get(Labels.VERSION)))
                .toList();
        if (matching.size() == 1) {
            return new Found.There<>(matching.get(0));
        }
        return matching.isEmpty()
                ? new Found.NotClear<>(
                        "no Deployment behind " + service + " makes pods with the label version=" + version + "; "
                                + there(serving()) + ". Correct the version, or name the Deployment with deployment:")
                : new Found.NotClear<>("several Deployments behind " + service + " make pods with the label version="
                        + version + ": " + there(matching) + ". Name the one that is meant with deployment:");
    }

    private Found<Manifest> named(String name) {
        Optional<Manifest> found =
                deployments.stream().filter(each -> each.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            return new Found.NotClear<>("there is no Deployment " + name + " in namespace " + service.namespace() + "; "
                    + there(serving()));
        }
        return serves(found.get())
                ? new Found.There<>(found.get())
                : new Found.NotClear<>("the pods of " + found.get() + " are not behind " + service
                        + ", which selects " + Selector.ofService(service).words() + ": they carry "
                        + Labels.words(Labels.ofPods(found.get())) + "; " + there(serving()));
    }

    private List<Manifest> serving() {
        return deployments.stream().filter(this::serves).toList();
    }

    private boolean serves(Manifest deployment) {
        return Selector.ofService(service).matches(Labels.ofPods(deployment));
    }

    private static String there(List<Manifest> deployments) {
        return deployments.isEmpty()
                ? "no Deployment is behind it at all"
                : "there is "
                        + deployments.stream()
                                .map(each -> each.name()
                                        + Optional.ofNullable(
                                                        Labels.ofPods(each).get(Labels.VERSION))
                                                .map(version -> " (version=" + version + ")")
                                                .orElse(" (no version label)"))
                                .sorted()
                                .collect(Collectors.joining(", "));
    }
}
