# Paths, addresses and small words of the test bed; sourced by every command.
# shellcheck shell=bash disable=SC2034
set -euo pipefail
TESTBED="${TESTBED:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}"
TESTBED_HOME="${TESTBED_HOME:-$HOME/.cache/mirror-experiment-testbed}"
mkdir -p "$TESTBED_HOME"
TESTBED_HOME="$(cd "$TESTBED_HOME" && pwd)"
BIN="$TESTBED_HOME/bin"        # programs
SHARE="$TESTBED_HOME/share"    # resource definitions taken out of Go modules
IMAGES="$TESTBED_HOME/images"  # container images as archives
STAMPS="$TESTBED_HOME/stamps"  # what each of them was built from
RUN="$TESTBED_HOME/run"        # certificates, data, logs and process ids of the running bed
export TESTBED_HOME PATH="$BIN:$PATH" KUBECONFIG="$RUN/kubeconfig"

# With root the bed has namespaces of its own (network, mounts, processes) and real pods. The addresses are of the range that
# RFC 2544 keeps for test networks, so they meet nobody's. Without root there are no pods, and all stands on loopback.
if [ "$(id -u)" = 0 ]; then WHOLE=yes NODE_IP=198.18.0.1; else WHOLE= NODE_IP=127.0.0.1; fi
SERVICES=198.18.64.0/18 API_SERVICE_IP=198.18.64.1 GATEWAY_IP=198.18.64.80 DNS_IP=198.18.64.10 PODS=198.19.0.0/24
HOST_END=198.18.255.1 BED_END=198.18.255.2 LINK=testbed0

die() { echo "testbed: $*" >&2; exit 1; }
# lack WHAT: this machine can't have the bed; exit status 3 tells it from a bed that is broken.
lack() { echo "REAL PART MISSING: $*" >&2; exit 3; }
say() { echo "[$(printf '%3d' "$SECONDS") s] $*"; }

# init: the process number of the namespaces' first process, if the bed is up.
init() { [ -n "$WHOLE" ] && [ -f "$RUN/init.pid" ] && cat "$RUN/init.pid"; }

# here COMMAND...: runs COMMAND inside the bed's namespaces.
here() { if [ -n "$WHOLE" ]; then nsenter --target "$(init)" --net --mount --pid -- "$@"; else "$@"; fi; }

# runs NAME: is the program that was started by this name still running?
runs() {
  [ -f "$RUN/$1.pid" ] || return 1
  [ -z "$WHOLE" ] || kill -0 "$(init)" 2>/dev/null || return 1
  here bash -c '[ "$(tr "\0" " " < "/proc/$1/environ" 2>/dev/null | grep -oF "TESTBED_NAME=$2 ")" ]' - "$(cat "$RUN/$1.pid")" "$1" 2>/dev/null
}

# launch NAME COMMAND...: runs COMMAND in the background, its log in NAME.log, its process number in NAME.pid. Go's garbage is collected a
# third as often as usual: two cores are short here, and memory is not.
launch() {
  local name=$1; shift
  if runs "$name"; then return; fi
  here bash -c 'exec 9>&-; cd /; GOGC=${GOGC:-300} TESTBED_NAME=$1 setsid nohup "${@:4}" >>"$2" 2>&1 </dev/null & echo $! >"$3"' - "$name" "$RUN/$name.log" "$RUN/$name.pid" "$@"
}

# halt NAME [SIGNAL]: ends the program; by KILL if it is still there after 10 s.
halt() {
  local pid i
  if runs "$1"; then
    pid=$(cat "$RUN/$1.pid"); here kill "-${2:-TERM}" "$pid" 2>/dev/null || true
    for ((i = 0; i < 100; i++)); do runs "$1" || break; sleep 0.1; done
    if runs "$1"; then here kill -KILL "$pid" 2>/dev/null || true; fi
  fi
  rm -f "$RUN/$1.pid"
}

# within SECONDS WHAT COMMAND...: repeats COMMAND until it succeeds.
within() {
  local seconds=$1 what=$2 end; shift 2; end=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || die "$what: not there within $seconds s; the logs are in $RUN"
    sleep 0.2
  done
}
