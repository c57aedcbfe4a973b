package io.mirrorexperiment.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;

/**
 * The JSON schema of specs as people read it: its fields in its own order, each with its words. The schema comes with the program; it is
 * read as YAML, which JSON is. Immutable.
 */
public final class SpecSchema {
    private static final String RESOURCE = "/schema/experiment.json";
    private static final String SPEC = "spec.";

    private final List<SchemaField> fields;

    private SpecSchema(List<SchemaField> fields) {
        this.fields = List.copyOf(fields);
    }

    /** The one that comes with the program. */
    public static SpecSchema shipped() {
        try (InputStream in = Objects.requireNonNull(SpecSchema.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<?, ?> root = (Map<?, ?>) new Load(YamlText.SETTINGS).loadFromString(text);
            List<SchemaField> fields = new ArrayList<>();
            gather("", SchemaNode.of(root, root), fields);
            return new SpecSchema(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    private static void gather(String before, SchemaNode node, List<SchemaField> fields) {
        node.fields().forEach((name, part) -> {
            Optional<SchemaNode> items =
                    part.items().filter(each -> !each.fields().isEmpty());
            String path = before + name + (items.isPresent() ? "[]" : "");
            if (!name.equals("*") || !part.text("description").isEmpty()) {
                fields.add(field(path, name, node, part));
                gather(path + ".", items.orElse(part), fields);
            }
        });
    }

    private static SchemaField field(String path, String name, SchemaNode parent, SchemaNode part) {
        return new SchemaField(
                path,
                part.text("title"),
                part.text("description"),
                parent.requires(name),
                SchemaFacts.of(part),
                part.list("examples").stream().map(SchemaFacts::yaml).toList());
    }

    /** All fields, each before those that stand in it. */
    public List<SchemaField> fields() {
        return fields;
    }

    /** The fields that stand directly in another. */
    public List<SchemaField> in(SchemaField parent) {
        return fields.stream()
                .filter(each -> each.path().startsWith(parent.path() + ".") && each.depth() == parent.depth() + 1)
                .toList();
    }

    /**
     * The field that somebody means, with or without {@code spec.} in front, with an index or without.
     *
     * @param path as in {@code mirror.percent} or {@code spec.objectives[0].metric}
     */
    public Optional<SchemaField> find(String path) {
        String wanted = simple(path);
        return fields.stream()
                .filter(each -> matches(simple(each.path()), wanted) || matches(simple(each.path()), SPEC + wanted))
                .findFirst();
    }

    /** What to say about a path that no field has. */
    public String unknown(String path) {
        String wanted = simple(path);
        List<String> paths = fields.stream()
                .map(each -> each.path().startsWith(SPEC) ? each.path().substring(SPEC.length()) : each.path())
                .toList();
        String last = wanted.substring(wanted.lastIndexOf('.') + 1);
        List<String> named = paths.stream()
                .filter(each -> simple(each).equals(last) || simple(each).endsWith("." + last))
                .toList();
        String meant = Suggestion.nearest(wanted.startsWith(SPEC) ? wanted.substring(SPEC.length()) : wanted, paths)
                .or(() -> Optional.of(String.join(" or ", named)).filter(words -> !words.isEmpty()))
                .or(() -> Suggestion.nearest(last, lastNames(paths)).flatMap(name -> paths.stream()
                        .filter(each -> simple(each).endsWith(name))
                        .findFirst()))
                .map(words -> "; did you mean " + words + "?")
                .orElse("");
        return "a spec has no field " + Shown.quoted(path) + meant;
    }

    private static List<String> lastNames(List<String> paths) {
        return paths.stream()
                .map(SpecSchema::simple)
                .map(path -> path.substring(path.lastIndexOf('.') + 1))
                .toList();
    }

    private static boolean matches(String path, String wanted) {
        String[] own = path.split("\\.", -1);
        String[] others = wanted.split("\\.", -1);
        boolean same = own.length == others.length;
        for (int i = 0; same && i < own.length; i++) {
            same = own[i].equals("*") || own[i].equals(others[i]);
        }
        return same;
    }

    private static String simple(String path) {
        return path.replaceAll("\\[[0-9]*\\]", "");
    }
}
