package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.journal.Journal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written as results of tests is what {@code resources/schema/junit.xsd} says, whatever a run came to and a user chose. */
class JUnitSchemaTest {
    private static final XmlSchema SCHEMA = XmlSchema.in(Path.of("resources/schema/junit.xsd"));
    private static final List<String> DEFAULTS = List.of("promotion: <auto> & \"more\"", "]]>");

    static Stream<Arguments> casesAndChoices() {
        return Cases.all().keySet().stream().flatMap(name -> Arrays.stream(JUnitReport.Inconclusive.values())
                .map(choice -> Arguments.of(name, choice)));
    }

    @Provide
    Arbitrary<Journal> journals() {
        return Journals.any();
    }

    @ParameterizedTest
    @MethodSource("casesAndChoices")
    void everyCaseIsValidInEveryChoice(String name, JUnitReport.Inconclusive choice) {
        assertThat(SCHEMA.trouble(JUnitReport.of(Cases.named(name).journal(), DEFAULTS, choice)))
                .isEmpty();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everyJournalIsValidInEveryChoice(
            @ForAll("journals") Journal journal, @ForAll JUnitReport.Inconclusive choice) {
        assertThat(SCHEMA.trouble(JUnitReport.of(journal, DEFAULTS, choice))).isEmpty();
    }

    /** Each of them would mislead a reader, and some are what others write. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<testcase name='error-rate ≤ 1 %'                | <testcase ",
                "tests='8'                                        | tests='some'",
                "timestamp='2026-11-21T08:00:00'                  | timestamp='2026-11-21T08:00:00Z'",
                "time='0'                                         | time='0,5'",
                "type='breached'                                  | type='Not one word'",
                "<testcase name='latency-p95 ≤ 100 ms'            | <testcase name='error-rate ≤ 1 %'",
                "<property name='phase'                           | <property name='run'",
                "errors='0'                                       | ",
                "<properties>                                     | <properties/><properties>",
            })
    void whatReadersWouldStumbleOverIsRefused(String sound, String broken) {
        String report = JUnitReport.of(Cases.named("rolled-back-on-errors").journal(), DEFAULTS);
        assertThat(SCHEMA.trouble(report)).isEmpty();
        assertThat(report).contains(sound.strip());

        assertThat(SCHEMA.trouble(
                        report.replaceFirst(Pattern.quote(sound.strip()), broken == null ? "" : broken.strip())))
                .isNotEmpty();
    }
}
