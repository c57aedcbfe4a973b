package io.mirrorexperiment.cli;

import static io.mirrorexperiment.cli.MarkdownTable.code;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rights and steps, from the files that are shipped. */
final class FileTables {
    private static final Path RIGHTS = Path.of("resources", "rbac");
    private static final Path STEPS = Path.of("resources", "io", "jenkins", "plugins", "mirrorexperiment");

    private FileTables() {}

    /** Every rule of every Role. */
    static String rights() {
        List<List<String>> rows = new ArrayList<>();
        for (Path file : in(RIGHTS)) {
            for (JsonNode role : documents(file)) {
                String name = role.path("kind").asText() + " `"
                        + role.at("/metadata/name").asText() + "`";
                role.path("rules")
                        .forEach(rule -> rows.add(List.of(
                                link(file),
                                name,
                                codes(rule.path("resources")) + group(rule) + only(rule.path("resourceNames")),
                                words(rule.path("verbs")))));
            }
        }
        return MarkdownTable.of(List.of("file", "Role", "objects", "verbs"), rows)
                .text();
    }

    private static String link(Path file) {
        return "[`" + file.getFileName() + "`](../resources/rbac/" + file.getFileName() + ")";
    }

    private static String group(JsonNode rule) {
        String groups = words(rule.path("apiGroups"));
        return groups.isEmpty() ? "" : " of `" + groups + "`";
    }

    private static String only(JsonNode names) {
        return names.isEmpty() ? "" : ", only " + codes(names);
    }

    private static String codes(JsonNode texts) {
        return texts(texts).map(MarkdownTable::code).collect(Collectors.joining(", "));
    }

    private static String words(JsonNode texts) {
        return texts(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }

    private static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }

    /** Fields of Jenkins' pages with the help that stands beside them there. */
    static String jenkins(String head, List<String> order, String... folders) {
        List<List<String>> rows = new ArrayList<>();
        for (String folder : folders) {
            for (Path file : in(STEPS.resolve(folder))) {
                String name = String.valueOf(file.getFileName());
                if (name.matches("help-.*\\.html")) {
                    rows.add(List.of(code(name.substring(5, name.length() - 5)), markdown(read(file))));
                }
            }
        }
        rows.sort(Comparator.comparingInt((List<String> row) -> place(order, row.get(0)))
                .thenComparing(row -> row.get(0)));
        return MarkdownTable.of(List.of(head, "meaning"), rows).text();
    }

    private static int place(List<String> order, String name) {
        int found = order.indexOf(name.replace("`", ""));
        return found < 0 ? order.size() : found;
    }

    private static String markdown(String html) {
        return html.replaceAll("</?(div|p)>", " ")
                .replaceAll("</?code>", "`")
                .replace("&lt;", "\\<")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static List<JsonNode> documents(Path file) {
        try (var read = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return read.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
