package io.mirrorexperiment.cluster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One or more kubeconfig files, merged as kubectl merges them: the first file that sets a value wins, and a relative path
 * is relative to its own file. Holds secrets; its {@code toString} does not show them.
 */
final class Kubeconfig {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> LISTS = List.of("clusters", "contexts", "users");

    private final ObjectNode tree;
    private final String origin;

    private Kubeconfig(ObjectNode tree, String origin) {
        this.tree = tree;
        this.origin = origin;
    }

    static Kubeconfig ofText(String text) {
        return new Kubeconfig(parse(text, "the kubeconfig given as text"), "the kubeconfig given as text");
    }

    /** Merges files that exist. */
    static Kubeconfig ofFiles(List<Path> files) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        for (Path file : files) {
            ObjectNode one = parse(text(file), file.toString());
            KubeconfigPaths.resolve(one, file.toAbsolutePath().resolveSibling(""));
            merge(merged, one);
        }
        return new Kubeconfig(
                merged, String.join(", ", files.stream().map(Path::toString).toList()));
    }

    /** Where it was read, for messages. */
    String origin() {
        return origin;
    }

    /** Whether it says nothing at all, as an empty file does. */
    boolean isEmpty() {
        return tree.path("contexts").isEmpty() && tree.path("clusters").isEmpty();
    }

    /** The name of the context to use. */
    String context(Optional<String> asked) {
        String name = asked.orElseGet(() -> tree.path("current-context").asText(""));
        if (name.isEmpty()) {
            throw unfit("it has no current-context; choose one with --context");
        }
        if (named("contexts", name).isEmpty()) {
            throw unfit("it has no context '" + name + "'; it has " + names());
        }
        return name;
    }

    /** A text of a context, its cluster or its user; {@code section} is {@code context}, {@code cluster} or {@code user}. */
    Optional<String> text(String context, String section, String key) {
        JsonNode value = part(context, section).path(key);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    /** The texts of a list in a context, its cluster or its user. */
    List<String> texts(String context, String section, String key) {
        return part(context, section)
                .path(key)
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /** One context with its cluster and its user and nothing else, as JSON; runs a credential plugin; holds secrets. */
    String json(String context) {
        JsonNode chosen = part(context, "context");
        ObjectNode user = part(context, "user").deepCopy();
        CredentialPlugin.fill(user, part(context, "cluster"));
        ObjectNode alone = JsonNodeFactory.instance.objectNode().put("current-context", context);
        entry(alone, "contexts", context).set("context", chosen);
        entry(alone, "clusters", chosen.path("cluster").asText("")).set("cluster", part(context, "cluster"));
        entry(alone, "users", chosen.path("user").asText("")).set("user", user);
        return alone.toString();
    }

    private static ObjectNode entry(ObjectNode kubeconfig, String list, String name) {
        return kubeconfig.withArrayProperty(list).addObject().put("name", name);
    }

    ClusterException unfit(String why) {
        return new ClusterException(Reason.UNCONFIGURED, "cannot use " + origin + ": " + why);
    }

    private ObjectNode part(String context, String section) {
        ObjectNode chosen = named("contexts", context)
                .map(entry -> object(entry.path("context")))
                .orElseThrow(() -> unfit("it has no context '" + context + "'"));
        return section.equals("context")
                ? chosen
                : named(section + "s", chosen.path(section).asText(""))
                        .map(entry -> object(entry.path(section)))
                        .orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private Optional<JsonNode> named(String list, String name) {
        return tree.path(list)
                .valueStream()
                .filter(entry -> entry.path("name").asText("").equals(name))
                .findFirst();
    }

    private String names() {
        List<String> names = tree.path("contexts")
                .valueStream()
                .map(entry -> "'" + entry.path("name").asText("") + "'")
                .toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        if (into.path("current-context").asText("").isEmpty() && from.has("current-context")) {
            into.set("current-context", from.get("current-context"));
        }
        for (String list : LISTS) {
            ArrayNode entries = into.withArrayProperty(list);
            from.path(list).valueStream().filter(entry -> isNew(entries, entry)).forEach(entries::add);
        }
    }

    private static boolean isNew(ArrayNode entries, JsonNode candidate) {
        return entries.valueStream().noneMatch(entry -> entry.path("name").equals(candidate.path("name")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException cause) {
            throw new ClusterException(
                    Reason.UNCONFIGURED,
                    "cannot read the kubeconfig " + file + ": "
                            + (cause instanceof NoSuchFileException
                                    ? "there is no such file"
                                    : cause.getClass().getSimpleName()),
                    cause);
        }
    }

    private static ObjectNode parse(String text, String origin) {
        try {
            JsonNode node = YAML.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            if (node.isMissingNode() || node.isNull()) {
                return JsonNodeFactory.instance.objectNode();
            }
            throw new ClusterException(Reason.UNCONFIGURED, "cannot use " + origin + ": it is not a YAML map");
        } catch (JacksonException mistake) {
            // Neither its message nor itself is passed on: both quote the file, and the file holds tokens.
            throw new ClusterException(
                    Reason.UNCONFIGURED,
                    "cannot use " + origin + ": it is not YAML, see line "
                            + (mistake.getLocation() == null
                                    ? "unknown"
                                    : mistake.getLocation().getLineNr()));
        }
    }

    @Override
    public String toString() {
        return "Kubeconfig of " + origin;
    }
}
