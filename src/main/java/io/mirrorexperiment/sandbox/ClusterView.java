package io.mirrorexperiment.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the data plane and the controllers see of the sandbox's Kubernetes objects.
 *
 * <p>Implementations are thread-safe; the nodes handed out are copies that the caller may change.
 */
public interface ClusterView {
    /**
     * Every object of one kind, over all namespaces, in no particular order.
     *
     * @param resource plural name with its group, as in {@code virtualservices.networking.istio.io}, or the bare plural
     *     for the core group, as in {@code services}; the version does not matter
     */
    List<ObjectNode> list(String resource);

    /**
     * Calls back after every change of an object, in the order of the changes, on a thread of the store; the callback
     * must be quick and must not throw.
     */
    void onChange(Listener listener);

    /** Hears of changes. */
    @FunctionalInterface
    interface Listener {
        /**
         * An object changed.
         *
         * @param resource as in {@link ClusterView#list}
         * @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED}
         * @param object the object after the change, or as it was last for {@code DELETED}
         */
        void changed(String resource, String type, ObjectNode object);
    }
}
