# What stands in the cluster before any test: Istio's settings, webhooks, telemetry, and the gateway; sourced by up.
# shellcheck shell=bash

# Before istiod: its definitions, rights, settings and webhooks, as Istio's installer renders them.
mesh_before() {
  "$TESTBED/mesh/render" "$NODE_IP" > "$RUN/istio.yaml"
  kubectl apply --server-side --force-conflicts -f "$RUN/istio.yaml" >/dev/null
}

mesh_after() { kubectl apply -f "$TESTBED/mesh/telemetry.yaml" >/dev/null 2>&1; }

# The gateway's pod, made by istiod's injector from Istio's template, so it needs istiod and the node.
mesh_pods() {
  within 30 "istiod's injector" injector_trusted
  kubectl apply -f "$TESTBED/mesh/gateway.yaml" >/dev/null
  kubectl -n istio-system rollout status deployment/istio-ingressgateway --timeout=90s >/dev/null
}
injector_trusted() { [ -n "$(kubectl get mutatingwebhookconfiguration istio-sidecar-injector -o 'jsonpath={.webhooks[0].clientConfig.caBundle}')" ]; }

# facts: where everything is, for programs (bed.properties) and people (env).
facts() {
  {
    echo "kubeconfig=$KUBECONFIG"; echo "api=https://$NODE_IP:16443"; echo "prometheus=http://$NODE_IP:19090"; echo "bin=$BIN"; echo "commands=$TESTBED"
    if [ -f "$SHARE/knative/definitions.yaml" ]; then echo "knative.definitions=$SHARE/knative/definitions.yaml"; else echo "missing.knative-definitions=they can't be had here"; fi
    if [ -n "$WHOLE" ]; then echo "gateway=http://$GATEWAY_IP:80"; else echo "missing.mesh=pods and their network need root"; fi
    local part; for part in knative tekton; do
      if [ -z "$WHOLE" ]; then echo "missing.$part=its pods need root"; elif [ ! -f "$RUN/$part" ]; then echo "missing.$part=it is not up; src/testbed/up $part starts it"; fi
    done
  } > "$RUN/bed.properties.new"
  mv "$RUN/bed.properties.new" "$RUN/bed.properties"
}
