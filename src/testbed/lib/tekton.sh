# Tekton Pipelines: its own controller and webhook in pods, from its own manifests; sourced by up.
# shellcheck shell=bash

tekton_definitions() {
  kubectl apply --server-side --force-conflicts -f "$SHARE/tekton/definitions.yaml" >/dev/null
  kubectl wait --for=condition=Established -f "$SHARE/tekton/definitions.yaml" --timeout=60s >/dev/null
}

# Its manifests as they are, with two switches of its own turned: what it adds to a pod may run where Pod Security is "restricted".
tekton_pipelines() {
  sed -E 's#^(  set-security-context(-read-only-root-filesystem)?:) "false"$#\1 "true"#' "$SHARE/tekton/pipelines.yaml" |
    kubectl apply --server-side --force-conflicts -f - >/dev/null
}

tekton_pods() {
  kubectl -n tekton-pipelines rollout status deployment --timeout=120s >/dev/null
  within 30 "Tekton's webhook" tekton_webhook_trusted
}
tekton_webhook_trusted() { [ -n "$(kubectl get validatingwebhookconfiguration validation.webhook.pipeline.tekton.dev -o 'jsonpath={.webhooks[0].clientConfig.caBundle}')" ]; }

up_tekton() { tekton_definitions; tekton_pipelines; tekton_pods; touch "$RUN/tekton"; say "Tekton ready"; }
