package io.mirrorexperiment.spec;

import java.util.List;

/**
 * A field of a spec, as the schema tells of it.
 *
 * @param path from the top of the spec, with dots; {@code []} stands behind what is a list, {@code *} for any name
 * @param title what it is called
 * @param description what it means, in sentences
 * @param required whether its parent needs it
 * @param facts what may stand there, in words: kinds of values, bounds, default
 * @param examples values of it, as YAML
 */
public record SchemaField(
        String path, String title, String description, boolean required, List<String> facts, List<String> examples) {
    /** Copies. */
    public SchemaField {
        facts = List.copyOf(facts);
        examples = List.copyOf(examples);
    }

    /** Its own name. */
    public String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** How many fields it stands in. */
    public int depth() {
        return (int) path.chars().filter(letter -> letter == '.').count();
    }

    /** The first sentence of its description. */
    public String inShort() {
        return description.replaceFirst("(?s)(?<=[.;]) .*", "").replaceFirst(";$", ".");
    }
}
