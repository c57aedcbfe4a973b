package io.mirrorexperiment.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A little shop in a namespace of its own, with sidecars: Service reviews, two pods of version v1, and a route from the ingress gateway.
 * It is open when the gateway serves its customers, and goes with everything in it when it is closed.
 */
final class Shop implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Bed bed;
    private final String namespace;
    private final Path folder;

    private Shop(Bed bed, String namespace, Path folder) {
        this.bed = bed;
        this.namespace = namespace;
        this.folder = folder;
    }

    /**
     * Opens a shop.
     *
     * @param name begins the namespace's name, which is made unique
     * @param route one of {@link Scenery}'s texts
     * @param more further manifests
     */
    static Shop open(Bed bed, String name, String route, String... more) {
        String unique = Long.toString(System.currentTimeMillis() % 1_000_000_000L, 36) + NUMBER.incrementAndGet();
        String namespace = name.toLowerCase(Locale.ROOT) + "-" + unique;
        try {
            return new Shop(bed, namespace, Files.createTempDirectory(namespace)).built(route, String.join("", more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shop built(String route, String more) {
        try {
            build(route, more);
            return this;
        } catch (RuntimeException | AssertionError e) {
            close();
            throw e;
        }
    }

    private void build(String route, String more) {
        apply("namespace", Scenery.NAMESPACE.formatted(namespace));
        apply("workloads", Scenery.WORKLOADS + more);
        apply("route", Scenery.GATEWAY.formatted(host()) + route.formatted(host()));
        serves();
    }

    /** Waits until it is open: every Deployment is ready, and the gateway serves. */
    void serves() {
        ready();
        Welcome.await(bed.gateway().resolve("/reviews/0"), host());
    }

    /** Waits until every Deployment of the shop is ready. */
    void ready() {
        bed.kubectl("-n", namespace, "wait", "--for=condition=Available", "deployment", "--all", "--timeout=110s");
    }

    /** Applies manifests in the shop's namespace, and keeps them in its folder under that name. */
    Path apply(String name, String manifests) {
        Path file = write(name + ".yaml", manifests);
        bed.kubectl("-n", namespace, "apply", "-f", file.toString());
        return file;
    }

    /** What was applied under that name. */
    Path manifest(String name) {
        return folder.resolve(name + ".yaml");
    }

    /** Writes a file of the shop's folder. */
    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs kubectl in the shop's namespace. */
    String kubectl(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-n";
        all[1] = namespace;
        System.arraycopy(words, 0, all, 2, words.length);
        return bed.kubectl(all);
    }

    Bed bed() {
        return bed;
    }

    String namespace() {
        return namespace;
    }

    Path folder() {
        return folder;
    }

    /** The name by which the gateway knows the shop. */
    String host() {
        return namespace + ".example";
    }

    /** Customers who come through the gateway. */
    Customers customers(double perSecond) {
        return Customers.of(bed.gateway(), host(), "/reviews/0", perSecond);
    }

    @Override
    public void close() {
        bed.kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
    }
}
