package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Request;

/** Objects as those see them who asked for nothing but their metadata. */
final class BareView {
    private static final String GROUP = "meta.k8s.io/v1";

    private BareView() {}

    static boolean isAsked(Request request) {
        return request.header("accept").orElse("").contains("as=PartialObjectMetadata");
    }

    static ObjectNode of(ObjectNode object) {
        ObjectNode bare = Tree.object();
        bare.put("kind", "PartialObjectMetadata").put("apiVersion", GROUP);
        bare.set("metadata", object.path("metadata"));
        return bare;
    }

    /** A list, but for its metadata and its items. */
    static ObjectNode list() {
        return Tree.object().put("kind", "PartialObjectMetadataList").put("apiVersion", GROUP);
    }
}
