package io.mirrorexperiment.sandbox.shell;

import java.util.List;

/** A script's commands. */
sealed interface Command {
    /**
     * Programs with their arguments, and variables that are set.
     *
     * @param out whether its output is thrown away
     * @param errors whether its complaints are
     */
    record Simple(List<Word> words, boolean out, boolean errors) implements Command {}

    /** One after the other, whatever comes of them. */
    record Sequence(List<Command> all) implements Command {}

    /** The second one if the first one succeeds, or only if it fails. */
    record Then(Command first, Command second, boolean onSuccess) implements Command {}

    /** Success made failure and the other way round. */
    record Not(Command command) implements Command {}

    /** Again and again while the condition's success is what is wanted. */
    record While(Command condition, Command body, boolean success) implements Command {}

    /** Once for each word. */
    record For(String name, List<Word> words, Command body) implements Command {}

    /** One or the other. */
    record If(Command condition, Command then, Command otherwise) implements Command {}
}
