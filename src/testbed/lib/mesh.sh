# What stands in the cluster before any test: Istio's settings, webhooks, telemetry, and the gateway; sourced by up.
# shellcheck shell=bash

mesh_before() { kubectl apply -f "$TESTBED/mesh/base.yaml" >/dev/null; }

mesh_after() { kubectl apply -f "$TESTBED/mesh/telemetry.yaml" >/dev/null; }

mesh_pods() { :; }

# facts: where everything is, for programs (bed.properties) and people (env).
facts() {
  {
    echo "kubeconfig=$KUBECONFIG"; echo "api=https://$NODE_IP:16443"; echo "prometheus=http://$NODE_IP:19090"; echo "bin=$BIN"; echo "commands=$TESTBED"
    if [ -n "$WHOLE" ]; then echo "gateway=http://$GATEWAY_IP:80"; else echo "missing.mesh=pods and their network need root"; fi
  } > "$RUN/bed.properties.new"
  mv "$RUN/bed.properties.new" "$RUN/bed.properties"
}
