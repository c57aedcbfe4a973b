package io.mirrorexperiment.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.net.PromptSockets;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Holds the HTTP client of one server, and makes a new one with fresh credentials when the old ones are no longer good. */
final class Door implements AutoCloseable {
    /**
     * Whoever sends a request waits for its answer, so threads that wait do the work: each its own, or now and then that of one that came
     * in the same instant. The time-out of the call bounds all of it.
     */
    private static final HttpClient.Factory FACTORY = new OkHttpClientFactory() {
        @Override
        protected Dispatcher initDispatcher() {
            Dispatcher dispatcher = new Dispatcher(new InCallersThread());
            dispatcher.setMaxRequests(Integer.MAX_VALUE);
            dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
            return dispatcher;
        }

        @Override
        protected void additionalConfig(OkHttpClient.Builder builder) {
            builder.socketFactory(new PromptSockets());
        }
    };

    private final ClusterOptions options;
    private final Surroundings around;
    private final Duration fresh;
    private Access access;
    private HttpClient client;
    private long readAt = System.nanoTime();
    private boolean closed;

    /**
     * Opens it.
     *
     * @param fresh for how long credentials are not read again: a plugin may ask a person or a far server
     */
    Door(ClusterOptions options, Surroundings around, Duration fresh) {
        this.around = around;
        this.fresh = fresh;
        this.access = Access.find(options, around);
        // Somebody may switch the current context while we run; we stay where we began.
        this.options = access.context().map(options::withContext).orElse(options);
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
     * A client with credentials that were read after those of {@code refused}; empty if they were read just now, or if they
     * lead to another server by now.
     *
     * @param refused the client whose credentials the server did not accept
     */
    synchronized Optional<HttpClient> renew(HttpClient refused) {
        if (client() != refused) {
            return Optional.of(client);
        }
        if (System.nanoTime() - readAt < fresh.toNanos()) {
            return Optional.empty();
        }
        readAt = System.nanoTime();
        Access anew = Access.find(options, around);
        if (!anew.config().getMasterUrl().equals(base())) {
            return Optional.empty();
        }
        access = anew;
        client = open(access);
        // The refused client is left to itself: closing it would break what other threads have under way on it.
        return Optional.of(client);
    }

    private static HttpClient open(Access access) {
        try {
            return FACTORY.newBuilder(access.config()).build();
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
