package io.mirrorexperiment.sandbox;

import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a sandbox starts with.
 *
 * @param cluster the Kubernetes API; what runs its pods is the sandbox's own mesh, whatever is said here
 * @param mesh the data plane, with the seed of all chance
 * @param scrapeInterval between two rounds of the metrics server
 * @param images what can be pulled
 * @param manifests YAML that is applied at the start, in this order
 * @param programs images whose containers are processes of this machine
 */
public record SandboxOptions(
        KubeOptions cluster,
        MeshOptions mesh,
        Duration scrapeInterval,
        Map<String, ImageProfile> images,
        List<String> manifests,
        List<Program> programs) {
    /** Copies the collections. */
    public SandboxOptions {
        images = Map.copyOf(images);
        manifests = List.copyOf(manifests);
        programs = List.copyOf(programs);
    }

    /**
     * An image whose containers are processes of this machine, with the rights of their pods' service accounts.
     *
     * @param repository its name without a tag
     * @param commands what a container's command is here, by its first word, given the port of {@link Sandbox#namesPort}
     */
    public record Program(String repository, IntFunction<Map<String, List<String>>> commands) {}

    /** An empty cluster with the defaults of its parts, scraped every second. */
    public static SandboxOptions empty() {
        return new SandboxOptions(
                KubeOptions.defaults(), MeshOptions.defaults(), Duration.ofSeconds(1), Map.of(), List.of(), List.of());
    }

    /** The demo's bookshop: productpage calls reviews, all traffic on v1, v2 ready to be pulled. */
    public static SandboxOptions bookinfo() {
        return empty().withImages(Bookinfo.images()).withManifest(Bookinfo.manifest());
    }

    /**
     * What Iter8's tutorial on mirrored traffic starts from: Knative Serving, a mesh that appends {@code -shadow} to copies,
     * and the tutorial's images; its manifests are applied by whoever plays it, see {@link SampleApp}.
     */
    public static SandboxOptions sampleApp() {
        return empty().withImages(SampleApp.images())
                .withMesh(MeshOptions.defaults().withShadowSuffix(true))
                .withKnative(KnativeOptions.shipped());
    }

    /** A cluster for {@link Httpbin}, whose manifests are applied by whoever plays it. */
    public static SandboxOptions httpbin() {
        return empty().withImages(Httpbin.images()).withManifest(Httpbin.namespace());
    }

    /** A cluster for {@link Travels}: the agency, with whatever else applied by whoever plays it. */
    public static SandboxOptions travels() {
        return empty().withImages(Travels.images()).withManifest(Travels.agency());
    }

    /** The same with another cluster. */
    public SandboxOptions withCluster(KubeOptions other) {
        return new SandboxOptions(other, mesh, scrapeInterval, images, manifests, programs);
    }

    /** The same with Knative Serving on Istio, and Iter8's kinds. */
    public SandboxOptions withKnative(KnativeOptions settings) {
        return withCluster(cluster.withKnative(settings));
    }

    /** The same with another mesh. */
    public SandboxOptions withMesh(MeshOptions other) {
        return new SandboxOptions(cluster, other, scrapeInterval, images, manifests, programs);
    }

    /** The same with another seed. */
    public SandboxOptions withSeed(long seed) {
        return withMesh(mesh.withSeed(seed));
    }

    /** The same scraped at another interval; zero scrapes only when asked to. */
    public SandboxOptions withScrapeInterval(Duration other) {
        return new SandboxOptions(cluster, mesh, other, images, manifests, programs);
    }

    /** The same with more images; one of the same name is replaced. */
    public SandboxOptions withImages(Map<String, ImageProfile> more) {
        Map<String, ImageProfile> all = new LinkedHashMap<>(images);
        all.putAll(more);
        return new SandboxOptions(cluster, mesh, scrapeInterval, all, manifests, programs);
    }

    /** The same with one more manifest at the end. */
    public SandboxOptions withManifest(String yaml) {
        List<String> all = new ArrayList<>(manifests);
        all.add(yaml);
        return new SandboxOptions(cluster, mesh, scrapeInterval, images, all, programs);
    }

    /** The same with one more image whose containers are processes of this machine. */
    public SandboxOptions withProgram(Program program) {
        List<Program> all = new ArrayList<>(programs);
        all.add(program);
        return new SandboxOptions(cluster, mesh, scrapeInterval, images, manifests, all);
    }
}
