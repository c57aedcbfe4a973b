package io.mirrorexperiment.experiment;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one run everywhere: {@code <namespace>.<name>.<generation>}. A namespace holds no dot, a name may.
 *
 * @param namespace the namespace of the experiment
 * @param name the name of the experiment
 * @param generation counts the runs on one target, from 1
 */
public record RunId(String namespace, String name, long generation) {
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)\\.([a-z0-9.-]+)\\.([1-9][0-9]{0,17})");

    /** Checks that the parts can be read back. */
    public RunId {
        Matcher matcher = FORM.matcher(namespace + "." + name + "." + generation);
        if (!matcher.matches() || !matcher.group(1).equals(namespace)) {
            throw new IllegalArgumentException(
                    "not a run id: namespace '" + namespace + "', name '" + name + "', generation " + generation);
        }
    }

    /** Reads {@code <namespace>.<name>.<generation>}; empty if the text has another form. */
    public static Optional<RunId> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new RunId(matcher.group(1), matcher.group(2), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return namespace + "." + name + "." + generation;
    }
}
