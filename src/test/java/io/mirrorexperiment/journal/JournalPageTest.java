package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page for people who read journals knows every entry and each of its fields, and the newest format. */
class JournalPageTest {
    private static final Pattern WORD = Pattern.compile("`([a-zA-Z]+)`");

    static Stream<Class<?>> entries() {
        return Arrays.stream(Entry.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyFieldOfAnEntryStandsInItsRow(Class<?> entry) throws IOException {
        assertThat(rows()).containsKey(word(entry));
        assertThat(words(rows().getOrDefault(word(entry), "")))
                .containsAll(Arrays.stream(entry.getRecordComponents())
                        .map(RecordComponent::getName)
                        .filter(name -> !name.equals("at"))
                        .toList());
    }

    @Test
    void nothingElseIsCalledAnEntry() throws IOException {
        assertThat(rows().keySet())
                .isEqualTo(entries().map(JournalPageTest::word).collect(Collectors.toSet()));
    }

    @Test
    void theFormatsAreThoseThatAreRead() throws IOException {
        assertThat(page()).startsWith("# The journal, formats " + Format.FIRST + " to " + Format.NEWEST + "\n");
        assertThat(page()).containsPattern("(?m)^\\| `format` .* or " + Format.NEWEST + " ");
    }

    /** The further fields by each word of the first column. */
    private static Map<String, String> rows() throws IOException {
        String table = page().replaceFirst("(?s).*\\n\\| `is` \\| further fields \\|\\n[^\\n]*\\n", "")
                .replaceFirst("(?s)\\n\\n.*", "");
        Map<String, String> rows = new HashMap<>();
        table.lines().forEach(line -> words(line.split(" \\| ", 2)[0])
                .forEach(word -> rows.put(word, line.split(" \\| ", 2)[1])));
        return rows;
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static String word(Class<?> entry) {
        String name = entry.getSimpleName();
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/journal-format.md"));
    }
}
