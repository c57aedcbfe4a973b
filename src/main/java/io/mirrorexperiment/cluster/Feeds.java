package io.mirrorexperiment.cluster;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.mirrorexperiment.manifest.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Opens feeds with the credentials of one cluster, on a client of their own that asks for metadata only; it is made with the first of
 * them, for most commands watch nothing. Thread-safe.
 */
final class Feeds implements AutoCloseable {
    private static final String METADATA = "application/json;as=%s;g=meta.k8s.io;v=v1,application/json";

    private static final int THREADS = 2;

    private final Door door;
    private final Discovery discovery;
    private @Nullable KubernetesClient client;
    private @Nullable ExecutorService executor;

    Feeds(Door door, Discovery discovery) {
        this.door = door;
        this.discovery = discovery;
    }

    /**
     * One of them.
     *
     * @param namespace empty for all
     * @param selector of labels, as kubectl takes it; empty for any
     */
    Feed open(Kind kind, Optional<String> namespace, String selector, Ear ear) {
        Resource resource = discovery.get(kind);
        var objects = client().genericKubernetesResources(context(resource));
        FilterWatchListDeletable<GenericKubernetesResource, ?, ?> wanted =
                namespace.isPresent() ? objects.inNamespace(namespace.get()) : objects.inAnyNamespace();
        return new Feed(
                (selector.isEmpty() ? wanted : wanted.withLabelSelector(selector)).runnableInformer(0), resource, ear);
    }

    private static ResourceDefinitionContext context(Resource resource) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(resource.kind().group())
                .withVersion(resource.version())
                .withKind(resource.kind().kind())
                .withPlural(resource.plural())
                .withNamespaced(resource.namespaced())
                .build();
    }

    private synchronized KubernetesClient client() {
        KubernetesClient open = client;
        if (open == null) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, Feeds::thread);
            open = new KubernetesClientBuilder()
                    .withConfig(door.access().config())
                    .withTaskExecutor(threads)
                    .withKubernetesSerialization(new KubernetesSerialization(mapper(), true))
                    .withHttpClientBuilderConsumer(
                            builder -> builder.addOrReplaceInterceptor("METADATA", new MetadataOnly()))
                    .build();
            client = open;
            executor = threads;
        }
        return open;
    }

    /** Where there are none, the server writes null for the items of a list of metadata. */
    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        return mapper;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "feeds");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
        if (executor != null) {
            executor.shutdownNow();
        }
    }

    /** The server answers 406 to a list that is asked for as one object, and to a watch that is asked for as a list. */
    private static final class MetadataOnly implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            boolean watches = String.valueOf(request.uri().getQuery()).contains("watch=true");
            String shape = watches ? "PartialObjectMetadata" : "PartialObjectMetadataList";
            builder.setHeader("Accept", METADATA.formatted(shape));
        }
    }
}
