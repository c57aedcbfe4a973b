package io.mirrorexperiment.manifest;

import java.util.List;
import java.util.Optional;

/**
 * What has to stand in git so that a GitOps controller leaves an object's edits by us alone, in the words of that controller: pure.
 *
 * <p>Argo CD knows edits by the field manager that made them; Flux knows fields by their paths (Kustomizations from Flux 2.9 on,
 * kustomize-controller 1.9).
 */
public final class IgnoreRule {
    private IgnoreRule() {}

    /**
     * On one line of flow-style YAML, after the name of the object that it belongs into; empty where no GitOps controller owns the object.
     *
     * @param manager the field manager of the edits
     */
    public static Optional<String> of(Manifest object, String manager) {
        return Gitops.owner(object).map(owner -> "in " + owner + ": " + rule(owner, object, manager));
    }

    private static String rule(String owner, Manifest object, String manager) {
        if (owner.startsWith(Gitops.ARGO)) {
            return "spec: {ignoreDifferences: [{" + target(object) + ", managedFieldsManagers: [" + manager
                    + "]}], syncPolicy: {syncOptions: [RespectIgnoreDifferences=true]}}";
        }
        String ignore =
                "ignore: [{target: {" + target(object) + "}, paths: [" + String.join(", ", paths(object)) + "]}]";
        return owner.startsWith(Gitops.HELM)
                ? "spec: {driftDetection: {" + ignore + "}}"
                : "spec: {" + ignore + "}, from Flux 2.9 on; before that, in the object itself, the annotation"
                        + " kustomize.toolkit.fluxcd.io/ssa: IfNotPresent";
    }

    private static String target(Manifest object) {
        Kind kind = object.kind();
        return (kind.group().isEmpty() ? "" : "group: " + kind.group() + ", ") + "kind: " + kind.kind()
                + ", namespace: " + object.namespace() + ", name: " + object.name();
    }

    /** The fields that are edited, as JSON pointers. Annotations of ours stand in no git, so they differ from nothing there. */
    private static List<String> paths(Manifest object) {
        return switch (object.kind().kind()) {
            case "VirtualService" -> List.of("/spec/http");
            case "DestinationRule" -> List.of("/spec/subsets");
            case "Service" ->
                object.kind().equals(Kind.SERVICE)
                        ? List.of("/spec/selector")
                        : List.of("/spec/template", "/spec/traffic");
            case "HTTPRoute" -> List.of("/spec/rules");
            case "HTTPProxy", "IngressRoute" -> List.of("/spec/routes");
            case "Deployment" -> List.of("/spec/replicas", "/spec/strategy", "/spec/template/spec/containers");
            default -> List.of("/spec");
        };
    }
}
