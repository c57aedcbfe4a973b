#!/usr/bin/env python3
"""Keeps Prometheus' list of targets equal to the pods with a port named http-envoy-prom: Debian's Prometheus is built without discovery in Kubernetes.

Usage: targets.py KUBECONFIG CA_FILE OUT.json"""
import json
import os
import ssl
import subprocess
import sys
import time
import urllib.request


def pods_request(kubeconfig):
    view = json.loads(subprocess.check_output(["kubectl", "config", "view", "--raw", "-o", "json", "--kubeconfig", kubeconfig]))
    server, token = view["clusters"][0]["cluster"]["server"], view["users"][0]["user"]["token"]
    return urllib.request.Request(server + "/api/v1/pods?resourceVersion=0", headers={"Authorization": "Bearer " + token})


def port(pod):
    for container in pod["spec"]["containers"] + pod["spec"].get("initContainers", []):
        for named in container.get("ports", []):
            if named.get("name") == "http-envoy-prom":
                return named["containerPort"]
    return None


def target(pod):
    meta = pod["metadata"]
    return {"targets": [f"{pod['status']['podIP']}:{port(pod)}"], "labels": {"namespace": meta["namespace"], "pod": meta["name"]}}


def main():
    kubeconfig, authority, out = sys.argv[1:]
    request, trust = pods_request(kubeconfig), ssl.create_default_context(cafile=authority)
    while True:
        try:
            pods = json.load(urllib.request.urlopen(request, timeout=5, context=trust))["items"]
            with open(out + ".new", "w") as file:
                json.dump([target(p) for p in pods if p["status"].get("podIP") and p["status"].get("phase") == "Running" and port(p)], file)
            os.rename(out + ".new", out)
        except (OSError, ValueError) as trouble:
            print(trouble, file=sys.stderr, flush=True)
        time.sleep(0.5)


main()
