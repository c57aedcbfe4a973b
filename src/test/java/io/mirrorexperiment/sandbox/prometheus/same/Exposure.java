package io.mirrorexperiment.sandbox.prometheus.same;

/** What a target shows to one scrape. */
record Exposure(int status, String body) {
    static Exposure of(String body) {
        return new Exposure(200, body);
    }

    boolean healthy() {
        return status == 200;
    }
}
