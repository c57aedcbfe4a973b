package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of every view, whatever a journal says. */
class ViewProperties {
    private static final Pattern DRESS = Pattern.compile("\u001b\\[[0-9;]+m");
    private static final Pattern LAST_LINE = Pattern.compile(
            "mirror-experiment: verdict=[a-z]+ outcome=[a-z-]+ cause=[a-z-]+ run=shop-a\\.reviews\\.v2\\.17 exit=([0-9]+|none)");
    private static final List<String> DEFAULTS = List.of("promotion: auto");

    @Provide
    Arbitrary<Journal> journals() {
        return Journals.any();
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noLineOfTheReportIsTooWideButCommandsAndTheLast(@ForAll("journals") Journal journal) {
        List<String> lines =
                ConsoleReport.of(journal, DEFAULTS, Style.PLAIN).lines().toList();

        List<String> words = NextSection.commands(journal).stream()
                .flatMap(command -> Clean.line(command).lines())
                .toList();
        assertThat(lines.subList(0, lines.size() - 1))
                .filteredOn(line -> words.stream().noneMatch(word -> word.contains(line.strip())))
                .allSatisfy(line -> assertThat(Width.of(line)).as(line).isLessThanOrEqualTo(ConsoleReport.COLUMNS));
        assertThat(lines.get(lines.size() - 1)).matches(LAST_LINE);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noLineOfTheLiveViewIsTooWide(
            @ForAll("journals") Journal journal, @ForAll @IntRange(min = 1, max = 220) int columns) {
        List<String> frame = LiveView.frame(journal, Instant.EPOCH, columns, Style.PLAIN, List.of("extra ".repeat(60)));

        assertThat(frame).allSatisfy(line -> assertThat(Width.of(line)).as(line).isLessThanOrEqualTo(columns));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void aFrameKeepsItsHeight(@ForAll("journals") Journal journal) {
        List<String> frame = LiveView.frame(journal, Instant.EPOCH, 100, Style.PLAIN);

        assertThat(frame).hasSize(12 + journal.experiment().objectives().size());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void coloursChangeNothingButTheDress(@ForAll("journals") Journal journal) {
        String plain = ConsoleReport.of(journal, DEFAULTS, Style.PLAIN);
        String coloured = ConsoleReport.of(journal, DEFAULTS, Style.COLOURED);

        assertThat(DRESS.matcher(coloured).replaceAll("")).isEqualTo(plain);
        assertThat(plain).doesNotContain("\u001b", "\u202e", "\u2066", "\t", "\r");
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everyEntryIsOneLine(@ForAll("journals") Journal journal) {
        for (Entry entry : journal.entries()) {
            assertThat(Lines.of(entry, journal))
                    .doesNotContainPattern("\\R|\\p{Cc}")
                    .contains(entry.word());
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noSecretIsShown(@ForAll("journals") Journal journal) {
        String all = ConsoleReport.of(journal, DEFAULTS, Style.PLAIN)
                + JsonReport.of(journal, DEFAULTS)
                + String.join("\n", LiveView.frame(journal, Instant.EPOCH, 300, Style.PLAIN))
                + String.join(
                        "\n",
                        journal.entries().stream()
                                .map(entry -> Lines.of(entry, journal))
                                .toList());

        assertThat(all).doesNotContain(Journals.SECRET);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void jsonIsWhatTheSchemaSays(@ForAll("journals") Journal journal) throws IOException {
        String json = JsonReport.of(journal, DEFAULTS);

        assertThat(SchemaTest.schema().validate(new ObjectMapper().readTree(json)))
                .isEmpty();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void sayingItTwiceSaysTheSame(@ForAll("journals") Journal journal) {
        String once = JsonReport.of(journal, DEFAULTS);

        assertThat(JsonReport.of(journal, DEFAULTS)).isEqualTo(once);
    }
}
