package io.mirrorexperiment.sandbox.mesh;

/** What came of sending one request to one address. */
sealed interface Delivery {
    /** There was an answer, whatever its status. */
    record Answered(Answer answer) implements Delivery {}

    /** Nobody listens there. */
    record Refused(String why) implements Delivery {}

    /** The connection broke before the answer was complete. */
    record Broken(String why) implements Delivery {}

    /** The time was up. */
    record TimedOut() implements Delivery {}
}
