package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.SchemaField;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Fields of a spec in words, for a terminal. Pure. */
final class ExplainText {
    private static final int COLUMNS = 100;
    private static final String INDENT = "  ";
    private static final Pattern IN_SECRET = Pattern.compile(".*(From(\\.\\*)?|\\.secrets\\.\\*)\\.[^.]+");

    private ExplainText() {}

    /** One field, with those that stand in it. */
    static String of(SchemaField field, List<SchemaField> inner) {
        List<String> lines = new ArrayList<>();
        lines.add(field.path() + (field.required() ? "   (required)" : ""));
        lines.addAll(indented(field.title() + ": " + field.description()));
        field.facts().forEach(fact -> lines.addAll(indented(fact)));
        if (!field.examples().isEmpty()) {
            lines.add("");
            field.examples().forEach(example -> lines.add(INDENT + bare(field.name()) + ": " + example));
        }
        if (!inner.isEmpty()) {
            lines.add("");
            lines.addAll(table(inner, field.depth() + 1));
        }
        return text(lines);
    }

    /** All fields, what stands in another below it; what tells where a secret is stands below none of the many that take one. */
    static String tree(List<SchemaField> fields) {
        List<SchemaField> shown = fields.stream()
                .filter(field -> !IN_SECRET.matcher(field.path()).matches())
                .toList();
        List<String> lines = new ArrayList<>(table(shown, 0));
        lines.add("");
        lines.add("* is required. `mirror-experiment explain FIELD` says more, as in `explain mirror.percent`.");
        return text(lines);
    }

    private static List<String> table(List<SchemaField> fields, int from) {
        int wide = fields.stream()
                .mapToInt(field -> label(field, from).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (SchemaField field : fields) {
            String label = label(field, from);
            String next = INDENT + label + " ".repeat(wide - label.length() + 2);
            for (String line : Wrapping.lines(field.inShort(), Math.max(30, COLUMNS - next.length()))) {
                lines.add((next + line).stripTrailing());
                next = " ".repeat(next.length());
            }
        }
        return lines;
    }

    private static String label(SchemaField field, int from) {
        return INDENT.repeat(Math.max(0, field.depth() - from)) + field.name() + (field.required() ? " *" : "");
    }

    private static String bare(String name) {
        return name.replace("[]", "");
    }

    private static List<String> indented(String sentence) {
        return Wrapping.lines(sentence, COLUMNS - INDENT.length()).stream()
                .map(line -> INDENT + line)
                .toList();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
