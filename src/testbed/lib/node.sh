# The node: namespaces with a link to this machine, containerd, kubelet, kube-proxy; sourced by up, down and start. Root only.
# shellcheck shell=bash
GROUP=mirror-experiment-testbed
CTR=(ctr --address "$RUN/containerd.sock" --namespace k8s.io)

# One process holds the namespaces: when it ends, the kernel ends all in them and takes their mounts and network away, so nothing can be left behind.
start_namespaces() {
  [ -z "$(init)" ] || ! kill -0 "$(init)" 2>/dev/null || return 0
  rm -f "$RUN"/*.pid
  setsid nohup unshare --net --mount --pid --fork --kill-child --mount-proc --propagation slave bash -c 'exec 9>&-; while :; do sleep 3600 & wait $!; done' >"$RUN/init.log" 2>&1 </dev/null 9>&- &
  local holder=$!
  within 10 "the bed's namespaces" pgrep -P "$holder"
  pgrep -P "$holder" > "$RUN/init.pid"
  here ip link set lo up
  # kubelet sets kernel settings of the whole machine; in the bed it sees files of ours in their place.
  local setting; mkdir -p "$RUN/sysctl"
  for setting in kernel/panic kernel/panic_on_oops kernel/keys/root_maxkeys kernel/keys/root_maxbytes vm/overcommit_memory vm/panic_on_oom; do
    cat "/proc/sys/$setting" > "$RUN/sysctl/${setting//\//.}"; here mount --bind "$RUN/sysctl/${setting//\//.}" "/proc/sys/$setting"
  done
  here mount -t tmpfs tmpfs /var/lib/cni 2>/dev/null || { mkdir -p /var/lib/cni; here mount -t tmpfs tmpfs /var/lib/cni; }
  link
}

# A pair of network devices: from this machine to the bed's addresses.
link() {
  ip link del "$LINK" 2>/dev/null || true
  ip link add "$LINK" type veth peer name "$LINK" netns "$(init)"
  ip addr add "$HOST_END/30" dev "$LINK"; ip link set "$LINK" up
  here sh -c "ip addr add $BED_END/30 dev $LINK; ip link set $LINK up; ip addr add $NODE_IP/32 dev lo; ip route add default via $HOST_END; echo 1 > /proc/sys/net/ipv4/ip_forward"
  ip route replace 198.18.0.0/15 via "$BED_END"
}

start_containerd() {
  local snapshotter=overlayfs; [ "$(stat -f -c %T "$RUN")" != overlayfs ] || snapshotter=native
  [ "${#RUN}" -lt 80 ] || die "TESTBED_HOME is too long for the names of Unix sockets"
  sed "s#@RUN@#$RUN#; s#@SNAPSHOTTER@#$snapshotter#" "$TESTBED/node/containerd.toml" > "$RUN/containerd.toml"
  mkdir -p "$RUN/cni"; sed "s#@RUN@#$RUN#; s#@PODS@#$PODS#" "$TESTBED/node/cni.conflist" > "$RUN/cni/10-testbed.conflist"
  launch containerd containerd -c "$RUN/containerd.toml"
  within 30 containerd here "${CTR[@]}" version
  local image mark; for image in "$IMAGES"/*.tar; do
    mark="$RUN/$(basename "$image").imported"
    [ "$mark" -nt "$image" ] || { here "${CTR[@]}" images import "$image" >/dev/null; touch "$mark"; }
  done
  # Known by their digests too, as images from a registry are: that is how a promoted Deployment names them.
  local reference digest _; while read -r reference _ digest _; do
    here "${CTR[@]}" images tag --force "$reference" "${reference%:*}@$digest" >/dev/null
  done < <(here "${CTR[@]}" images ls | grep '^testbed.local/[^@]* ')
}

# A control group of the bed's own in every hierarchy (version 1 has many, version 2 one): a kubelet ends what it doesn't know below its root.
control_groups() { if [ -f /sys/fs/cgroup/cgroup.controllers ]; then echo "/sys/fs/cgroup/$GROUP"; else printf '%s\n' /sys/fs/cgroup/*/ | sed "s#\$#$GROUP#"; fi; }

# The pods come first: all of them together weigh as much as one busy process of the machine otherwise, and a build beside them
# makes a mesh that serves its users late, for which no gate is to blame.
priority() {
  [ ! -f "$1/cpu.shares" ] || echo 100000 > "$1/cpu.shares"
  [ ! -f "$1/cpu.weight" ] || echo 10000 > "$1/cpu.weight"
}

start_kubelet() {
  local group; for group in $(control_groups); do
    mkdir -p "$group"
    case $group in */cpuset/*) for f in cpuset.cpus cpuset.mems; do [ -n "$(cat "$group/$f")" ] || cat "$(dirname "$group")/$f" > "$group/$f"; done ;; esac
    priority "$group"
  done
  sed "s#@RUN@#$RUN#; s#@NODE_IP@#$NODE_IP#; s#@DNS_IP@#$DNS_IP#" "$TESTBED/node/kubelet.yaml" > "$RUN/kubelet.yaml"
  launch kubelet "$BIN/kubelet" --config="$RUN/kubelet.yaml" --kubeconfig="$KUBECONFIG" --hostname-override=node-0 --node-ip="$NODE_IP" --root-dir="$RUN/kubelet" --cert-dir="$RUN/kubelet-pki"
  launch proxy "$BIN/kube-proxy" --kubeconfig="$KUBECONFIG" --hostname-override=node-0 --proxy-mode=iptables --cluster-cidr="$PODS" \
    --conntrack-max-per-core=0 --conntrack-tcp-timeout-established=0 --conntrack-tcp-timeout-close-wait=0 --healthz-bind-address=127.0.0.1:10256 --metrics-bind-address=127.0.0.1:10249
  within 60 "the node" kubectl wait --for=condition=Ready node/node-0 --timeout=1s
}

# What is left on the machine when the namespaces have gone: empty control groups, and kubelet's folder.
clean_node() {
  ip link del "$LINK" 2>/dev/null || true
  local group; for group in $(control_groups); do
    [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
  done
}
