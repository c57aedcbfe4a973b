package io.mirrorexperiment.sandbox.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Requests from this process into the test bed, told with the sandbox's words. */
final class BedHttp {
    private static final OkHttpClient HTTP = new OkHttpClient.Builder()
            .callTimeout(Duration.ofSeconds(20))
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    private BedHttp() {}

    /** Sends a request, with the Host header that it names, to a door of the bed. */
    static Answer send(URI door, Request request) {
        okhttp3.Request.Builder built =
                new okhttp3.Request.Builder().url(door + request.path()).header("Host", request.authority());
        request.headers().stream().forEach(field -> built.addHeader(field.name(), field.value()));
        boolean bare = request.body().size() == 0 && !request.method().equals("POST");
        return ask(built.method(
                        request.method(),
                        bare ? null : RequestBody.create(request.body().bytes()))
                .build());
    }

    static String get(String url) {
        Answer answer = ask(new okhttp3.Request.Builder().url(url).build());
        return well(url, answer);
    }

    static void post(String url, String text) {
        well(
                url,
                ask(new okhttp3.Request.Builder()
                        .url(url)
                        .post(RequestBody.create(text, null))
                        .build()));
    }

    private static String well(String url, Answer answer) {
        if (answer.status() != 200) {
            throw new IllegalStateException(url + " answered " + answer.status() + ": " + answer.body());
        }
        return answer.body().toString();
    }

    private static Answer ask(okhttp3.Request request) {
        try (Response response = HTTP.newCall(request).execute()) {
            return new Answer(
                    response.code(),
                    fields(response.headers()),
                    Payload.of(response.body().bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(request.url() + ": " + e, e);
        }
    }

    private static Fields fields(Headers headers) {
        Fields fields = Fields.NONE;
        for (int i = 0; i < headers.size(); i++) {
            fields = fields.plus(headers.name(i), headers.value(i));
        }
        return fields;
    }
}
