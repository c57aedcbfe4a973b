package io.mirrorexperiment.sandbox.mesh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Sends requests to ports of the loopback and waits for the answers; thread-safe. */
final class Caller implements AutoCloseable {
    /** Shorter than the 30 s after which a {@link Door} drops an idle connection. */
    private static final long KEEP_IDLE_SECONDS = 10;

    /** No answer takes longer: a bound against leaks where a route sets no time-out. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private final OkHttpClient client;

    Caller() {
        client = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(64, KEEP_IDLE_SECONDS, TimeUnit.SECONDS))
                .connectTimeout(Duration.ofSeconds(2))
                // The time-out of the whole call is enough; one timer less for each read and write.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(LONGEST)
                .fastFallback(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** Sends and waits; never throws for what the far side does. */
    Delivery send(int port, Request request, Duration timeout) {
        Call call = client.newCall(translate(port, request));
        call.timeout().timeout(timeout.toNanos(), TimeUnit.NANOSECONDS);
        try (Response response = call.execute()) {
            return new Delivery.Answered(read(response));
        } catch (InterruptedIOException late) {
            return new Delivery.TimedOut();
        } catch (ConnectException refused) {
            return new Delivery.Refused(String.valueOf(refused.getMessage()));
        } catch (IOException broken) {
            return new Delivery.Broken(String.valueOf(broken.getMessage()));
        }
    }

    private static okhttp3.Request translate(int port, Request request) {
        okhttp3.Request.Builder out = new okhttp3.Request.Builder()
                .url(HttpUrl.get("http://127.0.0.1:" + port + request.path()))
                .method(request.method(), body(request));
        request.headers().stream()
                .filter(field -> Door.passesOn(field.name()))
                .forEach(field -> out.addHeader(field.name(), field.value()));
        out.header("Host", request.authority());
        if (!request.headers().has("accept-encoding")) {
            // Else the client would ask for gzip and unpack it on its own.
            out.header("Accept-Encoding", "identity");
        }
        return out.build();
    }

    private static @org.jspecify.annotations.Nullable RequestBody body(Request request) {
        boolean none = request.method().equals("GET") || request.method().equals("HEAD");
        return none ? null : RequestBody.create(request.body().bytes(), null);
    }

    private static Answer read(Response response) throws IOException {
        List<Fields.Field> list = new ArrayList<>();
        response.headers().forEach(header -> {
            if (Door.passesOn(header.getFirst())) {
                list.add(new Fields.Field(header.getFirst().toLowerCase(Locale.ROOT), header.getSecond()));
            }
        });
        ResponseBody body = response.body();
        return new Answer(response.code(), new Fields(list), Payload.of(body.bytes()));
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
    }
}
