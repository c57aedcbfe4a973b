#!/usr/bin/env python3
"""Writes a container image of one layer (OCI image layout in a tar archive) from files of this machine; no container engine is needed.

Usage: image.py OUT.tar NAME:TAG CONFIG_JSON FILE:PATH_IN_IMAGE...
CONFIG_JSON is the entry point's list of words, or an object with more of an image's config: {"Entrypoint": [...], "User": "65532"}."""
import hashlib
import io
import json
import os
import sys
import tarfile

FOLDERS = {"tmp": 0o1777, "etc": 0o755, "proc": 0o755, "sys": 0o755, "dev": 0o755}
PASSWD = b"root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534::/:/bin/sh\n"
MEDIA = "application/vnd.oci.image."


def entry(name, mode, size=0, kind=tarfile.REGTYPE):
    info = tarfile.TarInfo(name)
    info.mode, info.size, info.type = mode, size, kind
    return info


def layer(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        folders = dict(FOLDERS)
        for _, path in files:
            parts = path.strip("/").split("/")[:-1]
            for depth in range(1, len(parts) + 1):
                folders.setdefault("/".join(parts[:depth]), 0o755)
        for folder in sorted(folders):
            tar.addfile(entry(folder, folders[folder], kind=tarfile.DIRTYPE))
        tar.addfile(entry("etc/passwd", 0o644, len(PASSWD)), io.BytesIO(PASSWD))
        for source, path in files:
            with open(source, "rb") as content:
                tar.addfile(entry(path.lstrip("/"), 0o755, os.path.getsize(source)), content)
    return out.getvalue()


def blob(content, kind, blobs):
    digest = hashlib.sha256(content).hexdigest()
    blobs[f"blobs/sha256/{digest}"] = content
    return {"mediaType": MEDIA + kind, "digest": "sha256:" + digest, "size": len(content)}


def image(name, config, files):
    blobs = {}
    content = blob(layer(files), "layer.v1.tar", blobs)
    own = config if isinstance(config, dict) else {"Entrypoint": config}
    config = {"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": [content["digest"]]},
              "config": {"Env": ["PATH=/bin:/usr/bin"], "WorkingDir": "/", **own}, "history": [{"created_by": "image.py"}]}
    manifest = {"schemaVersion": 2, "mediaType": MEDIA + "manifest.v1+json", "config": blob(json.dumps(config).encode(), "config.v1+json", blobs), "layers": [content]}
    described = blob(json.dumps(manifest).encode(), "manifest.v1+json", blobs)
    described["annotations"] = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name.rsplit(":", 1)[1]}
    blobs["oci-layout"] = b'{"imageLayoutVersion": "1.0.0"}'
    blobs["index.json"] = json.dumps({"schemaVersion": 2, "manifests": [described]}).encode()
    return blobs


def main():
    out, name, config, files = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), [f.split(":") for f in sys.argv[4:]]
    with tarfile.open(out + ".new", "w") as tar:
        for path, content in image(name, config, files).items():
            tar.addfile(entry(path, 0o644, len(content)), io.BytesIO(content))
    os.rename(out + ".new", out)


main()
