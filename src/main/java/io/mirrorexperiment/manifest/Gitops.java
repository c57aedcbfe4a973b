package io.mirrorexperiment.manifest;

import java.util.Optional;

/** Tells whether a GitOps controller owns an object, by the marks that it leaves. */
public final class Gitops {
    /** How the words of an owner begin that is an application of Argo CD. */
    static final String ARGO = "Argo CD application ";

    /** How the words of an owner begin that is a release of Flux. */
    static final String HELM = "Flux HelmRelease ";

    private Gitops() {}

    /** The owner in words, as in {@code Argo CD application shop}; empty if there is no mark. */
    public static Optional<String> owner(Manifest object) {
        return object.annotation("argocd.argoproj.io/tracking-id")
                .map(id -> ARGO + id.replaceFirst(":.*", ""))
                .or(() -> label(object, "argocd.argoproj.io/instance").map(name -> ARGO + name))
                .or(() -> label(object, "kustomize.toolkit.fluxcd.io/name").map(name -> "Flux Kustomization " + name))
                .or(() -> label(object, "helm.toolkit.fluxcd.io/name").map(name -> HELM + name));
    }

    /** Whether a label or annotation key is one of a GitOps controller's marks. */
    public static boolean isMark(String key) {
        return key.startsWith("argocd.argoproj.io/")
                || key.startsWith("kustomize.toolkit.fluxcd.io/")
                || key.startsWith("helm.toolkit.fluxcd.io/");
    }

    private static Optional<String> label(Manifest object, String key) {
        return Optional.ofNullable(object.labels().get(key));
    }
}
