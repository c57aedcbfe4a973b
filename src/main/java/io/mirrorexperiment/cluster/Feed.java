package io.mirrorexperiment.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells of the objects of one kind as they come, change and go: first of all that are there, then of each change; after a connection was
 * lost, of what has changed meanwhile. Never gives up; of the objects only the metadata travel, and only names stay in memory.
 * Thread-safe.
 */
public final class Feed implements AutoCloseable {
    private final SharedIndexInformer<GenericKubernetesResource> informer;

    Feed(SharedIndexInformer<GenericKubernetesResource> informer, Resource resource, Ear ear) {
        this.informer = informer;
        informer.itemStore(new BareItems());
        informer.exceptionHandler((started, trouble) -> true);
        informer.addEventHandler(new Telling(resource, ear));
        informer.start();
    }

    /** Whether all that was there at first has been told, and what comes is being told. */
    public boolean isCurrent() {
        return informer.hasSynced() && informer.isWatching();
    }

    /** Whether all that was there at first has been told. */
    public boolean hasBegun() {
        return informer.hasSynced();
    }

    @Override
    public void close() {
        informer.stop();
    }

    /** From the informer's objects to ours. */
    private record Telling(Resource resource, Ear ear) implements ResourceEventHandler<GenericKubernetesResource> {
        @Override
        public void onAdd(GenericKubernetesResource object) {
            ear.changed(bare(object.getMetadata()));
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource after) {
            if (!after.getMetadata()
                    .getResourceVersion()
                    .equals(before.getMetadata().getResourceVersion())) {
                ear.changed(bare(after.getMetadata()));
            }
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean unseen) {
            Kind kind = resource.kind();
            ObjectMeta metadata = object.getMetadata();
            String namespace = Optional.ofNullable(metadata.getNamespace()).orElse("");
            ear.gone(new Address(kind, namespace, metadata.getName()));
        }

        private Manifest bare(ObjectMeta metadata) {
            Map<String, Object> tree = new LinkedHashMap<>();
            put(tree, "name", metadata.getName());
            put(tree, "namespace", metadata.getNamespace());
            put(tree, "uid", metadata.getUid());
            put(tree, "resourceVersion", metadata.getResourceVersion());
            put(tree, "generation", metadata.getGeneration());
            put(tree, "creationTimestamp", metadata.getCreationTimestamp());
            put(tree, "deletionTimestamp", metadata.getDeletionTimestamp());
            put(tree, "labels", metadata.getLabels());
            put(tree, "annotations", metadata.getAnnotations());
            put(tree, "finalizers", metadata.getFinalizers());
            return Manifest.of(Map.of(
                    "apiVersion", resource.apiVersion(), "kind", resource.kind().kind(), "metadata", tree));
        }

        private static void put(Map<String, Object> tree, String key, @org.jspecify.annotations.Nullable Object value) {
            if (value != null) {
                tree.put(key, value);
            }
        }
    }
}
