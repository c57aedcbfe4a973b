package io.mirrorexperiment.cli;

import static io.mirrorexperiment.cli.MarkdownTable.code;
import static io.mirrorexperiment.cli.MarkdownTable.plain;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rooms, from the picture that the code is held to and from what each says of itself. */
final class RoomTables {
    private static final Path CODE = Path.of("src", "main", "java");
    private static final Pattern ROOM = Pattern.compile("(?m)^\\[(\\w+)\\] <<([\\w.]+?)(?:\\.\\.)?>>$");
    private static final Pattern ARROW = Pattern.compile("(?m)^\\[(\\w+)\\] --> \\[(\\w+)\\]$");
    private static final Pattern WORDS = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");

    private RoomTables() {}

    static String rooms() {
        String picture = DocPage.of(Path.of("src/test/resources/rooms.puml")).text();
        List<MatchResult> arrows = ARROW.matcher(picture).results().toList();
        return MarkdownTable.of(
                        List.of("room", "what it is for", "may use"),
                        ROOM.matcher(picture)
                                .results()
                                .map(room ->
                                        List.of(code(room.group(1)), words(room.group(2)), used(room.group(1), arrows)))
                                .toList())
                .text();
    }

    private static String used(String room, List<MatchResult> arrows) {
        return arrows.stream()
                .filter(arrow -> arrow.group(1).equals(room))
                .map(arrow -> arrow.group(2))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String words(String room) {
        Path file = CODE.resolve(room.replace('.', '/')).resolve("package-info.java");
        Matcher found = WORDS.matcher(DocPage.of(file).text());
        return found.find()
                ? plain(found.group(1).replaceAll("(?m)^ \\* ?", "").replaceFirst("(?s)\n\n?<p>.*", ""))
                : "";
    }
}
