package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Receiver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Sends envelopes over HTTP, each from the thread that calls. It follows no redirect: that would take what signs us in to a host that nobody
 * named. Thread-safe.
 */
final class Line {
    /** Slack's answers are short; the others are not read. */
    private static final long LONGEST_ANSWER = 64 << 10;
    /** Receivers' certificates are few; more than these are not kept. */
    private static final int MOST_CLIENTS = 16;

    private final Clock clock;
    private final OkHttpClient plain = new OkHttpClient.Builder()
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionPool(new ConnectionPool(2, 30, TimeUnit.SECONDS))
            .build();
    private final Map<String, OkHttpClient> trusting = new ConcurrentHashMap<>();

    Line(Clock clock) {
        this.clock = clock;
    }

    Answer send(Receiver receiver, Envelope envelope) {
        try (Response response = client(envelope).newCall(request(envelope)).execute()) {
            String body = response.peekBody(LONGEST_ANSWER).string();
            Optional<String> retryAfter = Optional.ofNullable(response.header("Retry-After"));
            return Answer.of(receiver, response.code(), retryAfter, body, clock.instant());
        } catch (UnsendableException odd) {
            return new Answer.Never(odd.because());
        } catch (IllegalArgumentException odd) {
            return new Answer.Never("its address, or one of its headers, has characters that HTTP does not allow");
        } catch (IOException trouble) {
            return new Answer.Later(words(trouble, envelope.timeout()), Optional.empty());
        }
    }

    void close() {
        plain.connectionPool().evictAll();
    }

    private static Request request(Envelope envelope) {
        Request.Builder request =
                new Request.Builder().url(HttpUrl.get(envelope.url().toString()));
        envelope.headers().forEach(request::header);
        return envelope.method().equals("GET")
                ? request.get().build()
                : request.method(envelope.method(), RequestBody.create(envelope.bytes()))
                        .build();
    }

    private OkHttpClient client(Envelope envelope) throws UnsendableException {
        OkHttpClient ours = envelope.ca().isPresent() ? trusting(envelope.ca().get()) : plain;
        Duration timeout = envelope.timeout();
        return ours.newBuilder()
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .callTimeout(timeout)
                .build();
    }

    private OkHttpClient trusting(String pem) throws UnsendableException {
        OkHttpClient known = trusting.get(pem);
        if (known != null) {
            return known;
        }
        if (trusting.size() >= MOST_CLIENTS) {
            trusting.clear();
        }
        Trust trust = Trust.in(pem);
        OkHttpClient fresh = plain.newBuilder()
                .sslSocketFactory(trust.sockets(), trust.manager())
                .build();
        trusting.put(pem, fresh);
        return fresh;
    }

    /** What an I/O failure means; its own message may hold an address that is a secret. */
    private static String words(IOException trouble, Duration timeout) {
        if (trouble instanceof InterruptedIOException) {
            return "no answer within " + timeout.toMillis() / 1000.0 + " s";
        }
        if (trouble instanceof UnknownHostException) {
            return "its host name cannot be resolved";
        }
        if (trouble instanceof ConnectException) {
            return "it cannot be connected to";
        }
        return trouble instanceof SSLException
                ? "TLS failed; is its certificate trusted here, or by caFrom?"
                : "the connection broke";
    }
}
