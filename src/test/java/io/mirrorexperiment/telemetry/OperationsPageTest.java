package io.mirrorexperiment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.controller.Narrating;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/operations.md are those of the program, row by row. */
class OperationsPageTest {
    @Test
    void everyMeterHasItsRowAndNoOtherHas() throws IOException {
        assertThat(rows("| `mirror_experiment_"))
                .containsExactlyElementsOf(Arrays.stream(Meter.values())
                        .map(OperationsPageTest::row)
                        .toList());
    }

    @Test
    void everyKeyOfTheLogHasItsRow() throws IOException {
        List<String> rows = Arrays.stream(LogKey.values())
                .map(key -> "| `" + key.word() + "` | " + key.help() + " |")
                .toList();

        assertThat(rows("| `")).containsSubsequence(rows);
    }

    @Test
    void everyEventHasItsRow() throws IOException {
        List<String> rows = Arrays.stream(Narrating.Event.values())
                .map(event -> "| `" + event.word() + "` | "
                        + event.level().name().toLowerCase(Locale.ROOT) + " | " + event.help() + " |")
                .toList();

        assertThat(rows("| `")).containsSubsequence(rows);
    }

    @Test
    void everyAlertHasItsRow() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        List<String> alerts = Files.readAllLines(Dashboard.ALERTS).stream()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList();

        assertThat(alerts).hasSize(10).allSatisfy(alert -> assertThat(page).contains("| `" + alert + "` | "));
    }

    private static String row(Meter meter) {
        String labels = meter.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
        return "| `" + meter.fullName() + "` | " + meter.form().word() + " | " + labels + " | " + meter.help() + " |";
    }

    private static List<String> rows(String start) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("docs/operations.md"))) {
            return lines.filter(line -> line.startsWith(start)).toList();
        }
    }
}
