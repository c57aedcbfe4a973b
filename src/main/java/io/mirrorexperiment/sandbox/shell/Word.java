package io.mirrorexperiment.sandbox.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One word of a script, before its variables are filled in.
 *
 * @param quoted whether any of it stood in quotes: such a word is never a keyword, and never vanishes
 */
record Word(List<Part> parts, boolean quoted) {
    Word {
        parts = List.copyOf(parts);
    }

    /**
     * A piece of a word.
     *
     * @param text itself, or the name of a variable
     * @param split whether what the variable holds is split at blanks
     */
    record Part(String text, boolean variable, boolean split) {
        String value(Map<String, String> variables) {
            return variable ? variables.getOrDefault(text, "") : text;
        }
    }

    /** The word if it is written as it is meant, else an empty text. */
    String keyword() {
        boolean plain = !quoted && parts.stream().noneMatch(Part::variable);
        return plain ? parts.stream().map(Part::text).collect(Collectors.joining()) : "";
    }

    /** The text with all variables filled in. */
    String text(Map<String, String> variables) {
        return parts.stream().map(part -> part.value(variables)).collect(Collectors.joining());
    }

    /** The words that it becomes: unquoted variables are split at blanks. */
    List<String> fields(Map<String, String> variables) {
        if (parts.stream().noneMatch(Part::split)) {
            String text = text(variables);
            return text.isEmpty() && !quoted ? List.of() : List.of(text);
        }
        return split(variables);
    }

    private List<String> split(Map<String, String> variables) {
        List<String> fields = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        boolean begun = quoted;
        for (Part part : parts) {
            for (char c : part.value(variables).toCharArray()) {
                if (part.split() && Character.isWhitespace(c)) {
                    close(open, fields);
                    begun = false;
                } else {
                    open.append(c);
                    begun = true;
                }
            }
        }
        if (begun) {
            fields.add(open.toString());
        }
        return fields;
    }

    private static void close(StringBuilder open, List<String> fields) {
        if (open.length() > 0) {
            fields.add(open.toString());
            open.setLength(0);
        }
    }
}
