package io.mirrorexperiment.real;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Whether a door serves every request: customers come when it does, so that whatever is lost later was ours to keep. */
public final class Welcome {
    private static final Duration OPENING = Duration.ofMinutes(3);
    private static final int GOOD_ANSWERS = 20;

    private final OkHttpClient http = new OkHttpClient();
    private final Request request;

    private Welcome(URI door, String host) {
        this.request =
                new Request.Builder().url(door.toString()).header("Host", host).build();
    }

    /** Returns when {@code door}, asked with the Host header {@code host}, has served twenty requests in a row. */
    public static void await(URI door, String host) {
        Welcome welcome = new Welcome(door, host);
        Patiently.until(door + " serves " + host, OPENING, welcome::isSteady);
        welcome.http.connectionPool().evictAll();
    }

    private boolean isSteady() {
        for (int i = 0; i < GOOD_ANSWERS; i++) {
            if (status() != 200) {
                return false;
            }
        }
        return true;
    }

    private int status() {
        try (Response response = http.newCall(request).execute()) {
            return response.code();
        } catch (IOException e) {
            return 0;
        }
    }
}
