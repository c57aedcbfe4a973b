package io.mirrorexperiment.spec;

/**
 * Something in a spec that its author has to change, in words that say what and the way out.
 *
 * @param path the field, as in {@code spec.objectives[1].metric}; empty for the text as a whole
 * @param line in the text, counted from 1; 0 for a mistake in an override or in parameters
 * @param column in the line, counted from 1; 0 likewise
 * @param message what is wrong and what to write instead; reads on from the path; never holds a secret
 */
public record Mistake(String path, int line, int column, String message) {
    /** One line for a person, as in {@code line 9, column 14: spec.mirror.percent: must be …}. */
    @Override
    public String toString() {
        String where = line > 0 ? "line " + line + ", column " + column + ": " : "";
        return where + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
