package io.mirrorexperiment.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests over fabric8's HTTP client, which brings TLS, credentials and proxies. Thread-safe.
 *
 * <p>A read is sent a second time if its connection failed; a write never is (the transport may send one again on a
 * connection that the server had closed before; every write of ours is a compare-and-set and survives that). A 401 makes the
 * credentials be read again, once, for a 401 was never acted on. So a call ends within twice the request timeout. All of it happens in the
 * caller's thread.
 */
final class Wire implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

    private static final Duration SLACK = Duration.ofMillis(500);

    private final Door door;
    private final Duration timeout;
    private final Calls calls;

    Wire(Door door, Duration timeout, Calls calls) {
        this.door = door;
        this.timeout = timeout;
        this.calls = calls;
    }

    /** The server's answer, whatever its status. */
    Answer send(Ask ask) {
        long start = System.nanoTime();
        HttpClient client = door.client();
        Answer answer = sendOrAgain(client, ask, start);
        if (answer.status() != 401) {
            return answer;
        }
        Optional<HttpClient> renewed = door.renew(client);
        return renewed.isPresent() ? once(renewed.get(), ask) : answer;
    }

    /** The server's good answer. */
    Answer sendGood(Ask ask) {
        Answer answer = send(ask);
        if (!answer.isGood()) {
            throw Refusals.of(ask, answer);
        }
        return answer;
    }

    private Answer sendOrAgain(HttpClient client, Ask ask, long start) {
        try {
            return once(client, ask);
        } catch (ClusterException failure) {
            boolean early = System.nanoTime() - start < timeout.toNanos() * 9 / 10;
            if (ask.reads() && early && failure.getCause() instanceof IOException) {
                return once(client, ask);
            }
            throw failure;
        }
    }

    private Answer once(HttpClient client, Ask ask) {
        long start = System.nanoTime();
        Optional<Integer> status = Optional.empty();
        try {
            Answer answer = exchanged(client, ask);
            status = Optional.of(answer.status());
            return answer;
        } finally {
            tell(Call.of(ask.method(), ask.path(), status, Duration.ofNanos(System.nanoTime() - start)));
        }
    }

    /** Whoever counts must not be in the way of what is counted. */
    private void tell(Call call) {
        try {
            calls.over(call);
        } catch (RuntimeException bug) {
            LOG.debug("a call is not counted", bug);
        }
    }

    private Answer exchanged(HttpClient client, Ask ask) {
        CompletableFuture<HttpResponse<String>> future;
        try {
            future = client.sendAsync(request(client, ask), String.class);
        } catch (RuntimeException cause) {
            throw unreachable(ask, cause);
        }
        try {
            HttpResponse<String> response = future.get(timeout.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
            String body = response.body();
            return new Answer(response.code(), body == null ? "" : body, Optional.ofNullable(response.header("Date")));
        } catch (ExecutionException failed) {
            throw unreachable(ask, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            future.cancel(true);
            throw unreachable(ask, late);
        } catch (InterruptedException stop) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw unreachable(ask, stop);
        }
    }

    private HttpRequest request(HttpClient client, Ask ask) {
        HttpRequest.Builder builder = client.newHttpRequestBuilder()
                .uri(door.base() + ask.path())
                .header("Accept", ask.accept())
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        ask.body().ifPresent(body -> builder.method(ask.method(), "application/json", body));
        return builder.build();
    }

    private ClusterException unreachable(Ask ask, Throwable cause) {
        String message = "cannot " + ask.words() + ": no answer from " + door.server() + ": " + why(cause);
        return new ClusterException(Reason.UNREACHABLE, message, cause);
    }

    private String why(Throwable cause) {
        if (Thread.currentThread().isInterrupted()) {
            return "we were told to stop waiting";
        }
        if (cause instanceof InterruptedIOException || cause instanceof TimeoutException) {
            return "nothing within " + timeout.toMillis() / 1000.0 + " s";
        }
        return Refusals.safe(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    @Override
    public void close() {
        door.close();
    }
}
