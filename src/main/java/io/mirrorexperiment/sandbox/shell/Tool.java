package io.mirrorexperiment.sandbox.shell;

import java.util.List;
import java.util.function.Consumer;

/** What the containers of an image do that run a command line instead of serving requests. Thread-safe. */
@FunctionalInterface
public interface Tool {
    /**
     * Runs a container's command line to its end, on the caller's thread.
     *
     * @param command replaces the image's own, unless it is empty
     * @param around what the container finds around it
     * @param log takes each line that the container writes
     * @return its exit code
     * @throws InterruptedException when the thread is interrupted, which is how a container is stopped
     */
    int run(List<String> command, List<String> arguments, Surroundings around, Consumer<String> log)
            throws InterruptedException;
}
