#!/usr/bin/env python3
"""Stands in for net-istio, Knative's ingress for Istio, which is on no Go module proxy: leads requests to what Knative's Ingress objects say.

Each Ingress becomes a VirtualService at Knative's two gateways, under the name and labels that net-istio gives it, and is told ready. It
knows splits, headers and cluster-local rules, and neither TLS, tags nor probes: an Ingress with TLS is left alone, with a line in the log.

Usage: ingress.py KUBECONFIG CA_FILE"""
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
import ssl

INGRESSES = "/apis/networking.internal.knative.dev/v1alpha1"
ROUTES = "/apis/networking.istio.io/v1beta1"
PUBLIC, LOCAL = "knative-serving/knative-ingress-gateway", "knative-serving/knative-local-gateway"
BALANCERS = {"publicLoadBalancer": "istio-ingressgateway", "privateLoadBalancer": "knative-local-gateway"}
CONDITIONS = ("LoadBalancerReady", "NetworkConfigured", "Ready")


class Cluster:
    def __init__(self, kubeconfig, authority):
        view = json.loads(subprocess.check_output(["kubectl", "config", "view", "--raw", "-o", "json", "--kubeconfig", kubeconfig]))
        self.server, self.token = view["clusters"][0]["cluster"]["server"], view["users"][0]["user"]["token"]
        self.trust = ssl.create_default_context(cafile=authority)

    def ask(self, method, path, body=None, kind="application/json"):
        request = urllib.request.Request(self.server + path, method=method, data=body and json.dumps(body).encode())
        request.add_header("Authorization", "Bearer " + self.token)
        request.add_header("Content-Type", kind)
        with urllib.request.urlopen(request, timeout=10, context=self.trust) as answer:
            return json.load(answer)

    def apply(self, path, body):
        return self.ask("PATCH", path + "?fieldManager=net-istio-stand-in&force=true", body, "application/apply-patch+yaml")


def split(backend):
    port = {"number": backend["servicePort"]}
    one = {"destination": {"host": f"{backend['serviceName']}.{backend['serviceNamespace']}.svc.cluster.local", "port": port}}
    if "percent" in backend:
        one["weight"] = backend["percent"]
    if backend.get("appendHeaders"):
        one["headers"] = {"request": {"set": backend["appendHeaders"]}}
    return one


def entries(rule):
    gateways = [LOCAL] if rule.get("visibility") == "ClusterLocal" else [PUBLIC]
    for path in rule["http"]["paths"]:
        wanted = {"headers": {name.lower(): match for name, match in path["headers"].items()}} if path.get("headers") else {}
        matches = [{"authority": {"prefix": host}, "gateways": gateways, **wanted} for host in rule["hosts"]]
        entry = {"match": matches, "route": [split(each) for each in path["splits"] if each.get("percent", 100)]}
        if path.get("appendHeaders"):
            entry["headers"] = {"request": {"set": path["appendHeaders"]}}
        yield entry


def route(ingress):
    meta, rules = ingress["metadata"], ingress["spec"]["rules"]
    owner = {"apiVersion": ingress["apiVersion"], "kind": "Ingress", "name": meta["name"], "uid": meta["uid"], "controller": True}
    labels = {key: value for key, value in meta.get("labels", {}).items() if key.startswith("serving.knative.dev/")}
    return {
        "apiVersion": "networking.istio.io/v1beta1", "kind": "VirtualService",
        "metadata": {"name": meta["name"] + "-ingress", "namespace": meta["namespace"], "ownerReferences": [owner],
                     "labels": {**labels, "networking.internal.knative.dev/ingress": meta["name"]}},
        "spec": {"gateways": [PUBLIC, LOCAL], "hosts": sorted({host for rule in rules for host in rule["hosts"]}),
                 "http": [entry for rule in rules for entry in entries(rule)]}}


def status(ingress):
    now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    told = {"observedGeneration": ingress["metadata"]["generation"],
            "conditions": [{"type": each, "status": "True", "lastTransitionTime": now} for each in CONDITIONS]}
    for name, service in BALANCERS.items():
        told[name] = {"ingress": [{"domainInternal": f"{service}.istio-system.svc.cluster.local"}]}
    return told


def lead(cluster, ingress):
    ingress.setdefault("apiVersion", "networking.internal.knative.dev/v1alpha1")
    meta = ingress["metadata"]
    if ingress["spec"].get("tls"):
        print(f"{meta['namespace']}/{meta['name']} wants TLS, which this stand-in does not do", file=sys.stderr, flush=True)
        return
    made = route(ingress)
    cluster.apply(f"{ROUTES}/namespaces/{meta['namespace']}/virtualservices/{made['metadata']['name']}", made)
    cluster.ask("PATCH", f"{INGRESSES}/namespaces/{meta['namespace']}/ingresses/{meta['name']}/status", {"status": status(ingress)},
                "application/merge-patch+json")
    print(f"{meta['namespace']}/{meta['name']} generation {meta['generation']} is led", file=sys.stderr, flush=True)


def due(ingress):
    return "deletionTimestamp" not in ingress["metadata"] and ingress.get("status", {}).get("observedGeneration") != ingress["metadata"]["generation"]


def main():
    cluster = Cluster(*sys.argv[1:])
    while True:
        try:
            for ingress in cluster.ask("GET", INGRESSES + "/ingresses?resourceVersion=0")["items"]:
                if due(ingress):
                    lead(cluster, ingress)
        except (OSError, ValueError, KeyError) as trouble:
            detail = trouble.read().decode() if isinstance(trouble, urllib.error.HTTPError) else ""
            print(repr(trouble), detail, file=sys.stderr, flush=True)
        time.sleep(0.3)


main()
