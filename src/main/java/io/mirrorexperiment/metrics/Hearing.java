package io.mirrorexperiment.metrics;

/**
 * How an answer is understood.
 *
 * @param <T> what it becomes
 */
interface Hearing<T> {
    /** What the body of an answer with status 200 says. */
    T heard(byte[] body) throws OddAnswerException;

    /** What no usable answer becomes. */
    T odd(String reason);

    /** What to do about a path that the server does not know, in words that go on from the status. */
    String lost();
}
