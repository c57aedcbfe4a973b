package io.mirrorexperiment.serve;

import java.util.Map;

/**
 * An answer.
 *
 * @param status of HTTP
 * @param type of its content, with its charset
 * @param refreshed whether a browser is to ask again after {@link #AGAIN} seconds
 */
record Page(int status, String type, String text, boolean refreshed) {
    /** How long a browser waits before it asks again, in seconds. */
    static final String AGAIN = "2";

    private static final String PLAIN = "text/plain; charset=utf-8";

    static Page plain(int status, String text) {
        return new Page(status, PLAIN, text, false);
    }

    /** Where there is nothing to tell from yet. */
    static Page unknown(String because) {
        return new Page(503, PLAIN, because + "\n", true);
    }

    static Page refused(int status, String because) {
        return plain(status, because + "\n");
    }

    static Page shown(String type, String text) {
        return new Page(200, type, text, false);
    }

    Map<String, String> headers() {
        return refreshed ? Map.of("Refresh", AGAIN) : Map.of();
    }
}
