package io.mirrorexperiment.sandbox.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.kube.store.Refusal;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import io.mirrorexperiment.sandbox.kube.wire.Request;

/** Objects as those see them who asked for nothing but their metadata. */
final class BareView {
    private static final String GROUP = "meta.k8s.io/v1";

    private BareView() {}

    static boolean isAsked(Request request) {
        return accepts(request, "as=PartialObjectMetadata;");
    }

    /** The first shape of an Accept header is the one that is made, and an object's is none for a list. */
    static boolean isAskedOfList(Request request) {
        if (isAsked(request)) {
            throw Refusal.of(
                    406,
                    "NotAcceptable",
                    "you requested PartialObjectMetadata, but the requested object is a list (*unstructured.UnstructuredList)");
        }
        return accepts(request, "as=PartialObjectMetadataList;");
    }

    private static boolean accepts(Request request, String shape) {
        return request.header("accept").orElse("").contains(shape);
    }

    static ObjectNode of(ObjectNode object) {
        ObjectNode bare = Tree.object();
        bare.put("kind", "PartialObjectMetadata").put("apiVersion", GROUP);
        bare.set("metadata", object.path("metadata"));
        return bare;
    }

    /** The real server has null for the items of such a list where there are none. */
    static void empty(ObjectNode list) {
        list.putNull("items");
    }

    /** A list, but for its metadata and its items. */
    static ObjectNode list() {
        return Tree.object().put("kind", "PartialObjectMetadataList").put("apiVersion", GROUP);
    }
}
