package io.mirrorexperiment.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the HTTP client of one server, and makes a new one with fresh credentials when the old ones are no longer good. */
final class Door implements AutoCloseable {
    /** Credentials that were just read are not read again: a plugin may ask a person or a far server. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final ClusterOptions options;
    private final Surroundings around;
    private Access access;
    private HttpClient client;
    private long readAt = System.nanoTime();
    private boolean closed;

    Door(ClusterOptions options, Surroundings around) {
        this.options = options;
        this.around = around;
        this.access = Access.find(options, around);
        this.client = open(access);
    }

    synchronized HttpClient client() {
        if (closed) {
            throw new IllegalStateException("the cluster is closed");
        }
        return client;
    }

    synchronized Access access() {
        return access;
    }

    /** The server's address with a slash at its end. */
    synchronized String base() {
        return access.config().getMasterUrl();
    }

    /** The server's address for messages: without credentials that somebody may have put into it. */
    String server() {
        URI uri = URI.create(base());
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("/$", "");
        return uri.getScheme() + "://" + uri.getHost() + port + path;
    }

    /**
     * A client with credentials that were read after those of {@code refused}; empty if they were read just now.
     *
     * @param refused the client whose credentials the server did not accept
     */
    synchronized Optional<HttpClient> renew(HttpClient refused) {
        if (client() != refused) {
            return Optional.of(client);
        }
        if (System.nanoTime() - readAt < FRESH.toNanos()) {
            return Optional.empty();
        }
        access = Access.find(options, around);
        client = open(access);
        readAt = System.nanoTime();
        // The refused client is left to itself: closing it would break what other threads have under way on it.
        return Optional.of(client);
    }

    private static HttpClient open(Access access) {
        try {
            return HttpClientUtils.getHttpClientFactory()
                    .newBuilder(access.config())
                    .build();
        } catch (RuntimeException cause) {
            throw new ClusterException(
                    Reason.UNCONFIGURED,
                    "cannot open a connection with the kubeconfig's certificates, keys or proxy: " + root(cause),
                    cause);
        }
    }

    private static String root(Throwable trouble) {
        @Nullable Throwable cause = trouble.getCause();
        return cause == null || cause == trouble ? String.valueOf(trouble.getMessage()) : root(cause);
    }

    @Override
    public synchronized void close() {
        closed = true;
        client.close();
    }
}
