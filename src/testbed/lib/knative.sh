# Knative Serving: its own controllers, webhook, autoscaler, activator and queue-proxies in pods, from its own manifests; sourced by up and start.
# shellcheck shell=bash

knative_definitions() {
  kubectl apply --server-side --force-conflicts -f "$SHARE/knative/definitions.yaml" >/dev/null
  kubectl wait --for=condition=Established -f "$SHARE/knative/definitions.yaml" --timeout=60s >/dev/null
}

# Its manifests as they are, but for the images' names. The activator is told where the autoscaler is. Nothing is scaled to
# zero: a revision of which there is no pod has no counters either.
knative_serving() {
  kubectl apply --server-side --force-conflicts -f "$SHARE/knative/serving.yaml" -f "$SHARE/knative/gateways.yaml" >/dev/null
  kubectl -n knative-serving patch configmap config-autoscaler --type merge --patch '{"data": {"enable-scale-to-zero": "false"}}' >/dev/null
  local autoscaler; autoscaler=$(kubectl -n knative-serving get service autoscaler -o 'jsonpath={.spec.clusterIP}')
  kubectl -n knative-serving patch deployment activator --type merge --patch \
    "{\"spec\": {\"template\": {\"spec\": {\"hostAliases\": [{\"ip\": \"$autoscaler\", \"hostnames\": [\"autoscaler.knative-serving.svc.cluster.local\"]}]}}}}" >/dev/null
}

# net-istio is on no Go module proxy; what it would do for Ingress objects is done by a program of ours.
start_ingress() { launch ingress python3 "$TESTBED/knative/ingress.py" "$KUBECONFIG" "$RUN/ca.crt"; }

knative_pods() {
  start_ingress
  kubectl -n knative-serving rollout status deployment --timeout=120s >/dev/null
  within 30 "Knative's webhook" knative_webhook_trusted
}
knative_webhook_trusted() { [ -n "$(kubectl get validatingwebhookconfiguration validation.webhook.serving.knative.dev -o 'jsonpath={.webhooks[0].clientConfig.caBundle}')" ]; }

up_knative() { knative_definitions; knative_serving; knative_pods; touch "$RUN/knative"; say "Knative ready"; }
