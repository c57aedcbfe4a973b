package io.mirrorexperiment.cli;

import java.util.function.Consumer;

/** How a process is asked to stop. */
interface Signals {
    /**
     * Hands every further signal to a listener instead of ending the process.
     *
     * @param heard gets the signal's name, as {@code SIGINT}; called on a thread of the platform
     * @return to be run when nobody listens any more; then signals do again what they did before
     */
    Runnable watch(Consumer<String> heard);

    /** For a host that is never signalled. */
    static Signals none() {
        return heard -> () -> {};
    }
}
