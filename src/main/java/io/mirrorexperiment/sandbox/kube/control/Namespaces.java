package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Kind;
import io.mirrorexperiment.sandbox.kube.store.Tree;

/** Gives new namespaces their service account, and empties those that are on their way out. */
final class Namespaces implements Runnable {
    private final Cluster cluster;

    Namespaces(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void run() {
        for (ObjectNode namespace : cluster.all("namespaces")) {
            if (Tree.leaving(namespace)) {
                empty(namespace);
            } else {
                furnish(Tree.name(namespace));
            }
        }
    }

    private void furnish(String namespace) {
        if (cluster.find("serviceaccounts", namespace, "default").isEmpty()) {
            ObjectNode account = Tree.object();
            account.putObject("metadata").put("namespace", namespace).put("name", "default");
            cluster.create("serviceaccounts", account);
        }
    }

    private void empty(ObjectNode namespace) {
        boolean left = false;
        for (Kind kind : cluster.kinds()) {
            if (kind.namespaced()) {
                for (ObjectNode object :
                        cluster.store().list(kind, Tree.name(namespace)).objects()) {
                    left = true;
                    if (!Tree.leaving(object)) {
                        cluster.delete(kind, object, Deletion.usual());
                    }
                }
            }
        }
        if (!left) {
            cluster.edit(
                    "namespaces", namespace, gone -> Tree.within(gone, "spec").putArray("finalizers"));
        }
    }
}
