#!/usr/bin/env python3
"""Keeps Prometheus' lists of targets equal to the pods with a port of a name: Debian's Prometheus is built without discovery in Kubernetes.

Usage: targets.py KUBECONFIG CA_FILE PORT_NAME=OUT.json..."""
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


def port(pod, name):
    for container in pod["spec"]["containers"] + pod["spec"].get("initContainers", []):
        for named in container.get("ports", []):
            if named.get("name") == name:
                return named["containerPort"]
    return None


def target(pod, name):
    meta = pod["metadata"]
    return {"targets": [f"{pod['status']['podIP']}:{port(pod, name)}"], "labels": {"namespace": meta["namespace"], "pod": meta["name"]}}


def write(out, pods, name):
    with open(out + ".new", "w") as file:
        json.dump([target(p, name) for p in pods if p["status"].get("podIP") and p["status"].get("phase") == "Running" and port(p, name)], file)
    os.rename(out + ".new", out)


def main():
    kubeconfig, authority = sys.argv[1:3]
    lists = [each.split("=", 1) for each in sys.argv[3:]]
    request, trust = pods_request(kubeconfig), ssl.create_default_context(cafile=authority)
    while True:
        try:
            pods = json.load(urllib.request.urlopen(request, timeout=5, context=trust))["items"]
            for name, out in lists:
                write(out, pods, name)
        except (OSError, ValueError) as trouble:
            print(trouble, file=sys.stderr, flush=True)
        time.sleep(0.5)


main()
