package io.mirrorexperiment.sandbox.mesh;

/**
 * An HTTP response, body and all.
 *
 * @param headers without what belongs to one connection only
 */
record Answer(int status, Fields headers, Payload body) {
    static Answer text(int status, String text) {
        return new Answer(status, Fields.of("content-type", "text/plain"), Payload.of(text));
    }

    Answer withHeaders(Fields other) {
        return new Answer(status, other, body);
    }
}
