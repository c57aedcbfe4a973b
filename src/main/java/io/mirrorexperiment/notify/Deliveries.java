package io.mirrorexperiment.notify;

/** Hears how deliveries end. Must not block; may be called by several threads at once. */
public interface Deliveries {
    /** Nobody listens. */
    Deliveries NONE = (channel, delivered) -> {};

    /**
     * A message was delivered, or given up.
     *
     * @param channel what it went to: {@code webhook} or {@code slack}
     */
    void over(String channel, boolean delivered);
}
