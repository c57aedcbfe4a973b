package io.mirrorexperiment.sandbox.shell;

import java.util.List;

/** Something that can be called by its name. */
@FunctionalInterface
interface Program {
    /**
     * Runs to its end.
     *
     * @param arguments without the program's own name
     * @return the exit code
     * @throws InterruptedException when its container is stopped
     */
    int run(List<String> arguments, Terminal terminal) throws InterruptedException;
}
