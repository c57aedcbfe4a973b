package io.mirrorexperiment.telemetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every key that a line of the log can have, in the order in which it has them; the first four are in every line. */
public enum LogKey {
    /** When. */
    TIME("when it was written, UTC, to the millisecond"),
    /** How bad. */
    LEVEL(
            "`error`: a person must act; `warn`: something failed and is tried again; `info`; `debug`, with `--debug` only"),
    /** Who says it. */
    LOGGER("the part of the program that says it; `runs` for what journals tell"),
    /** What happened. */
    MESSAGE("what happened, in a sentence for people; not to be parsed"),
    /** A run. */
    RUN("id of the run, as every command takes it"),
    /** Its namespace. */
    NAMESPACE("namespace of the run"),
    /** Its name. */
    EXPERIMENT("name of the experiment, without namespace and generation"),
    /** An object. */
    OBJECT("kind, namespace and name of the object that asked for the run"),
    /** A word for what happened. */
    EVENT("one word for what happened: that of a journal's entry, as in `mirrored`, or one of the table below"),
    /** What failed. */
    DEED("what was being done when something failed, as in `await ready`"),
    /** A verdict. */
    VERDICT("of a run that was judged or has ended"),
    /** An outcome. */
    OUTCOME("of a run that has ended"),
    /** A cause. */
    CAUSE("why, one word"),
    /** Lateness. */
    LATE("seconds from when it was due to when it was taken up"),
    /** An exception. */
    ERROR("class and message of an exception"),
    /** Its trace. */
    STACK("its stack trace, in one text");

    private final String help;

    LogKey(String help) {
        this.help = help;
    }

    /** As a line has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands there. */
    public String help() {
        return help;
    }

    /** The key of a word; empty if there is none. */
    static Optional<LogKey> of(String word) {
        return Arrays.stream(values()).filter(key -> key.word().equals(word)).findFirst();
    }
}
