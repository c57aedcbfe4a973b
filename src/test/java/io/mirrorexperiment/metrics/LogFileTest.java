package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.LogLines.NOON;
import static io.mirrorexperiment.metrics.LogLines.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private final Path folder;
    private final Path log;

    LogFileTest(@TempDir Path folder) {
        this.folder = folder;
        this.log = folder.resolve("access.log");
    }

    @Test
    void leavesTheLineThatIsStillBeingWritten() throws IOException {
        Files.writeString(log, request(1, 200) + "\n" + request(2, 200).substring(0, 90));

        assertThat(new LogFile(log).since(NOON)).containsExactlyElementsOf(LogLines.log(request(1, 200)));
    }

    @Test
    void readsNoMoreThanIsNeeded() throws IOException {
        Files.writeString(log, lines(0, 10_000));

        List<Excerpt> parts = new LogFile(log).since(NOON.plusMillis(999_900));

        assertThat(parts).hasSize(1);
        assertThat(parts.get(0).beginsLate()).isFalse();
        assertThat(parts.get(0).lines())
                .hasSizeLessThan(5_000)
                .endsWith(request(9_999, 200))
                .allSatisfy(line -> assertThat(line).startsWith("[2026"));
    }

    @Test
    void saysWhenThereWasMoreThanItMayRead() throws IOException {
        Files.writeString(log, lines(0, 100));

        List<Excerpt> parts = new LogFile(log, 2_000).since(NOON);

        assertThat(parts.get(0).beginsLate()).isTrue();
        assertThat(parts.get(0).lines()).endsWith(request(99, 200)).hasSizeBetween(2, 10);
    }

    @Test
    void findsInTheRotatedFileWhatIsNotInTheNewOne() throws IOException {
        Files.writeString(folder.resolve("access.log.1"), lines(0, 5));
        Files.writeString(log, lines(5, 8));

        List<Excerpt> parts = new LogFile(log).since(NOON.plusMillis(250));

        assertThat(parts.stream().flatMap(part -> part.lines().stream()))
                .containsExactlyInAnyOrderElementsOf(lines(0, 8).lines().toList());
    }

    @Test
    void leavesTheRotatedFileAloneOnceTheNewOneReachesFarEnough() throws IOException {
        Files.writeString(folder.resolve("access.log.1"), lines(0, 5));
        Files.writeString(log, lines(5, 8));

        assertThat(new LogFile(log).since(NOON.plusMillis(600))).hasSize(1);
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThatThrownBy(() -> new LogFile(log).since(NOON))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no file " + log);
    }

    @Test
    void refusesWhatCannotBeReadTwice() {
        assertThatThrownBy(() -> new LogFile(folder).since(NOON))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("append the stream to a file");
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> request(n, 200) + "\n").collect(Collectors.joining());
    }
}
