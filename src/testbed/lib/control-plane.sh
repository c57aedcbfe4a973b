# etcd, Kubernetes' control plane, istiod and Prometheus: one function each, which can be called again; sourced by up and start.
# shellcheck shell=bash

# The certificate authority, the API server's certificates, the key of the service accounts, and an administrator's kubeconfig.
certificates() {
  [ ! -f "$KUBECONFIG" ] || return 0
  local names="DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:$NODE_IP,IP:$API_SERVICE_IP"
  (
    cd "$RUN"; umask 077
    signed() {
      openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2"
      openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile <(echo "$3") -out "$1.crt"
    }
    openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 3650 -subj /CN=testbed
    signed server /CN=kube-apiserver "subjectAltName=$names"
    signed kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client extendedKeyUsage=clientAuth
    openssl genrsa -out sa.key 2048; openssl rsa -in sa.key -pubout -out sa.pub
    echo "$(openssl rand -hex 16),admin,admin,system:masters" > tokens.csv
  ) 2> "$RUN/openssl.log"
  local kubeconfig="$KUBECONFIG.new"
  {
    kubectl config --kubeconfig="$kubeconfig" set-cluster testbed --server="https://$NODE_IP:16443" --certificate-authority="$RUN/ca.crt" --embed-certs
    kubectl config --kubeconfig="$kubeconfig" set-credentials admin --token="$(cut -d, -f1 "$RUN/tokens.csv")"
    kubectl config --kubeconfig="$kubeconfig" set-context testbed --cluster=testbed --user=admin
    kubectl config --kubeconfig="$kubeconfig" use-context testbed
  } > /dev/null
  mv "$kubeconfig" "$KUBECONFIG"
}

start_etcd() {
  launch etcd "$BIN/etcd" --data-dir="$RUN/etcd" --unsafe-no-fsync --listen-client-urls=http://127.0.0.1:12379 --advertise-client-urls=http://127.0.0.1:12379 \
    --listen-peer-urls=http://127.0.0.1:12380 --initial-advertise-peer-urls=http://127.0.0.1:12380 --initial-cluster=default=http://127.0.0.1:12380
}

start_apiserver() {
  local reach=(--bind-address=0.0.0.0 --advertise-address="$NODE_IP")   # all addresses: pods come by the service address
  [ -n "$WHOLE" ] || reach=(--bind-address=127.0.0.1 --advertise-address=127.0.0.1 --endpoint-reconciler-type=none)
  launch apiserver "$BIN/kube-apiserver" --etcd-servers=http://127.0.0.1:12379 --secure-port=16443 "${reach[@]}" \
    --tls-cert-file="$RUN/server.crt" --tls-private-key-file="$RUN/server.key" --client-ca-file="$RUN/ca.crt" --token-auth-file="$RUN/tokens.csv" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --service-cluster-ip-range="$SERVICES" --allow-privileged=true \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$RUN/sa.pub" --service-account-signing-key-file="$RUN/sa.key" \
    --kubelet-preferred-address-types=InternalIP --kubelet-client-certificate="$RUN/kubelet-client.crt" --kubelet-client-key="$RUN/kubelet-client.key"
  within 60 "the API server" kubectl get --raw /readyz
}

# The one node is not given up while tests stop the API server: its pods would leave every route.
start_controllers() {
  launch controllers "$BIN/kube-controller-manager" --kubeconfig="$KUBECONFIG" --bind-address=127.0.0.1 --secure-port=16257 --leader-elect=false \
    --service-account-private-key-file="$RUN/sa.key" --root-ca-file="$RUN/ca.crt" --cluster-signing-cert-file="$RUN/ca.crt" --cluster-signing-key-file="$RUN/ca.key" \
    --use-service-account-credentials --node-monitor-grace-period=10m --controllers='*,-nodeipam,-service-lb-controller,-node-route-controller,-cloud-node-lifecycle'
  launch scheduler "$BIN/kube-scheduler" --kubeconfig="$KUBECONFIG" --bind-address=127.0.0.1 --secure-port=16259 --leader-elect=false
}

# The names of Services, for pods: CoreDNS on the node, which pods reach by its Service as in any cluster. Other names are told at once not
# to be, since nothing outside is to be reached.
start_dns() {
  sed "s#@NODE_IP@#$NODE_IP#; s#@DNS_IP@#$DNS_IP#" "$TESTBED/node/dns.yaml" | kubectl apply -f - >/dev/null
  sed "s#@NODE_IP@#$NODE_IP#; s#@KUBECONFIG@#$KUBECONFIG#" "$TESTBED/node/Corefile" > "$RUN/Corefile"
  launch dns "$BIN/dns" -conf "$RUN/Corefile"
  within 30 "the names of Services" here curl -sf "http://$NODE_IP:8181/ready"
}

definitions() {
  kubectl apply --server-side --force-conflicts -f "$SHARE/definitions" >/dev/null
  kubectl wait --for=condition=Established crd --all --timeout=60s >/dev/null
}

# istiod reads its settings and the injector's templates from the cluster. Switched off: filters that only Istio's own build of Envoy has.
start_istiod() {
  launch istiod env POD_NAME=istiod-0 POD_NAMESPACE=istio-system SERVICE_ACCOUNT=istiod REVISION=default CLUSTER_ID=Kubernetes PILOT_CERT_PROVIDER=istiod \
    PILOT_ENABLE_METADATA_EXCHANGE=false PILOT_ENABLE_ALPN_FILTER=false PILOT_ENABLE_AMBIENT=false \
    PILOT_ENABLE_GATEWAY_API=true PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER=false \
    VALIDATION_WEBHOOK_CONFIG_NAME=istio-validator-istio-system INJECTION_WEBHOOK_CONFIG_NAME=istio-sidecar-injector ENABLE_DEBUG_ENDPOINT_AUTH=false UNSAFE_ENABLE_ADMIN_ENDPOINTS=true \
    ${ISTIOD_SETTINGS:-} "$BIN/pilot-discovery" discovery --kubeconfig="$KUBECONFIG" --domain=cluster.local \
    --httpAddr=127.0.0.1:15080 --httpsAddr="$NODE_IP:15017" --grpcAddr="$NODE_IP:15010" --secureGRPCAddr="$NODE_IP:15012" --monitoringAddr=127.0.0.1:15014 \
    --ctrlz_port=0 --keepaliveMaxServerConnectionAge=30m --log_output_level=default:info
  within 60 istiod here curl -sf 127.0.0.1:15080/ready
}

start_prometheus() {
  sed "s#@RUN@#$RUN#g" "$TESTBED/mesh/prometheus.yaml" > "$RUN/prometheus.yaml.new"
  if runs prometheus && ! cmp -s "$RUN/prometheus.yaml.new" "$RUN/prometheus.yaml"; then halt prometheus; fi   # it reads this when it starts
  mv "$RUN/prometheus.yaml.new" "$RUN/prometheus.yaml"
  [ -z "$WHOLE" ] || launch targets python3 "$TESTBED/lib/targets.py" "$KUBECONFIG" "$RUN/ca.crt" "http-envoy-prom=$RUN/proxies.json" "http-usermetric=$RUN/queues.json"
  local list; for list in proxies queues; do [ -f "$RUN/$list.json" ] || echo '[]' > "$RUN/$list.json"; done
  launch prometheus prometheus --config.file="$RUN/prometheus.yaml" --storage.tsdb.path="$RUN/prometheus" --web.listen-address="$NODE_IP:19090"
  within 30 Prometheus curl -sf "http://$NODE_IP:19090/-/ready"
  [ -z "$WHOLE" ] || sed "s#@NODE_IP@#$NODE_IP#" "$TESTBED/mesh/prometheus-service.yaml" | kubectl apply -f - >/dev/null
}
