package io.mirrorexperiment.sandbox.prometheus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Fetches expositions over HTTP. Thread-safe. */
final class Exposures implements AutoCloseable {
    private static final long MOST_BYTES = 16L << 20;

    private final OkHttpClient client;

    Exposures(Duration timeout) {
        this.client = new OkHttpClient.Builder()
                .callTimeout(timeout)
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .retryOnConnectionFailure(false)
                .build();
    }

    /** The text at a URL, or empty if the far end does not give it with status 200, in time and in 16 MiB. */
    Optional<String> get(String url) {
        Request request = new Request.Builder()
                .url(url)
                .header("Accept", "text/plain;version=0.0.4")
                .build();
        try (Response response = client.newCall(request).execute()) {
            boolean tooLong = response.peekBody(MOST_BYTES + 1).contentLength() > MOST_BYTES;
            return response.code() == 200 && !tooLong
                    ? Optional.of(new String(response.body().bytes(), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException unreachable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
