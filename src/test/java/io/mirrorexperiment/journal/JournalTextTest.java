package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Peer;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Sight;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTextTest {
    private static final String TEXT = JournalText.write(Journals.ticked(1, 2));

    /** The first was written on 2026-11-21 by the first version: every version to come must read it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void readsEveryFormatForEver(int format) throws IOException {
        String golden = golden(format);

        Journal journal = JournalText.read(golden, "format-" + format + ".json");

        assertThat(journal.format()).isEqualTo(format);
        assertThat(JournalText.write(journal)).isEqualTo(golden.strip());
    }

    @Test
    void aJournalIsOfTheOldestFormatThatHasItsWords() {
        Journal old = Journals.ticked(1, 2);

        Journal paused = old.plus(new Entry.Asked(Journals.at(60), Entry.Request.PAUSE, "ci"));
        Journal longer = old.plus(new Entry.Extended(Journals.at(60), 3, "ana"));
        Journal pictured = old.plus(new Entry.Pictured(Journals.at(60), new Sight.Unseen("nobody looked")));
        Journal divided =
                old.plus(new Entry.Planned(Journals.at(60), Words.plan().beside(List.of("reviews-v3"))));

        assertThat(List.of(
                        old,
                        old.plus(Journals.finished()),
                        paused,
                        paused.plus(Journals.finished()),
                        longer,
                        pictured,
                        divided))
                .extracting(Journal::format)
                .containsExactly(1, 1, 2, 2, 2, 7, 8);
    }

    @Test
    void refusesAnOldFormatWithANewWord() throws IOException {
        String mixed = golden(2).replaceFirst("\"format\":2", "\"format\":1");

        assertThatThrownBy(() -> JournalText.read(mixed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a word in it is not of journal format 1; it was written by another version");
    }

    @Test
    void theFirstFormatHasNoneOfTheNewWords() throws IOException {
        assertThat(golden(1)).doesNotContain("\"is\":\"paused\"", "\"is\":\"extended\"", "\"PAUSE\"");
    }

    @Test
    void revisionsAreNotOfAnOlderFormat() throws IOException {
        String mixed = golden(3).replaceFirst("\"format\":3", "\"format\":2");

        assertThatThrownBy(() -> JournalText.read(mixed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a word in it is not of journal format 2");
    }

    @Test
    void aPictureOfTheTrafficIsNotOfAnOlderFormat() throws IOException {
        String mixed = golden(7).replaceFirst("\"format\":7", "\"format\":6");

        assertThatThrownBy(() -> JournalText.read(mixed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a word in it is not of journal format 6");
    }

    @Test
    void versionsBesideTheLiveOneAreNotOfAnOlderFormat() throws IOException {
        String mixed = golden(8).replaceFirst("\"format\":8", "\"format\":7");

        assertThatThrownBy(() -> JournalText.read(mixed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a word in it is not of journal format 7");
    }

    /** An older reader would take Istio's provider, and undo nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"\"via\":\"GATEWAY_API\"", "\"via\":\"gateway-api\""})
    void routesWhoseVersionsAreServicesAreNotOfAnOlderFormat(String word) throws IOException {
        String other = word.contains("_") ? "\"via\":\"gateway-api\"" : "\"via\":\"GATEWAY_API\"";
        String mixed = golden(9)
                .replaceFirst("\"format\":9", "\"format\":7")
                .replace(other, word.contains("_") ? "\"via\":\"istio\"" : "\"via\":\"AUTO\"");

        assertThatThrownBy(() -> JournalText.read(mixed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a word in it is not of journal format 7");
    }

    @Test
    void podsThatAreAskedThemselvesAreNotOfAnOlderFormat() throws IOException {
        String mixed = golden(11).replaceFirst("\"format\":11", "\"format\":7");

        assertThatThrownBy(() -> JournalText.read(mixed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a word in it is not of journal format 7");
    }

    @Test
    void runsOfWhichOthersAreToldAreNotOfAnOlderFormat() throws IOException {
        String mixed = golden(13).replaceFirst("\"format\":13", "\"format\":12");

        assertThatThrownBy(() -> JournalText.read(mixed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a word in it is not of journal format 12");
    }

    /** A run keeps 40 edges at most, and an entry must never be longer than a segment of a journal in a cluster. */
    @Test
    void aPictureOfTheTrafficIsShort() {
        Flow flow = new Flow(
                1.0 / 3, 1.0 / 7, Words.latency(), Map.of("UT", 1.0 / 3, "DI,UT", 1.0 / 7), Optional.of(Words.bytes()));
        Peer peer = new Peer("cluster-east-1", "n".repeat(63), "w".repeat(63), "a".repeat(63), "v".repeat(63));
        List<Edge> edges = Collections.nCopies(
                40,
                new Edge(
                        peer,
                        new Service("n".repeat(63), "s".repeat(63)),
                        peer,
                        "http",
                        Optional.of(flow),
                        Optional.of(flow),
                        Optional.of(flow),
                        Optional.empty()));
        Sight sight = new Sight.Seen(new Graph(Journals.at(50), Duration.ofMinutes(5), edges, List.of(), List.of()));
        Journal before = Journals.ticked(1, 2);

        int length = JournalText.write(before.plus(new Entry.Pictured(Journals.at(60), sight)))
                        .length()
                - JournalText.write(before).length();

        assertThat(length).isLessThan(Texts.LONGEST / 2);
    }

    /** Lest the golden journals lack what could be read wrongly. */
    @ParameterizedTest
    @MethodSource("words")
    void theGoldenJournalsHaveEveryWord(String word) throws IOException {
        assertThat(golden(2)
                        + golden(3)
                        + golden(4)
                        + golden(5)
                        + golden(6)
                        + golden(7)
                        + golden(10)
                        + golden(11)
                        + golden(12)
                        + golden(Journal.FORMAT))
                .contains("\"is\":\"" + word + "\"");
    }

    @Test
    void refusesAnExperimentThatIsNotTheRunsOwn() {
        String text = JournalText.write(Journals.begun(1));

        for (String forged : List.of(
                text.replaceFirst(
                        "\"namespace\":\"default\",\"name\":\"reviews-v2\",\"service\"",
                        "\"namespace\":\"payments\",\"name\":\"reviews-v2\",\"service\""),
                text.replaceFirst(
                        "\"namespace\":\"default\",\"name\":\"reviews-v2\",\"service\"",
                        "\"namespace\":\"default\",\"name\":\"other\",\"service\""))) {
            assertThat(forged).isNotEqualTo(text);
            assertThatThrownBy(() -> JournalText.read(forged, "x.json"))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith(
                            "x.json: this is no journal of mirror-experiment; perhaps the text is cut off or was edited.");
        }
    }

    @Test
    void aCredentialOfTheHostIsKeptByItsId() throws IOException {
        String inFile = golden(1)
                .replace(
                        "{\"is\":\"inSecret\",\"secret\":\"prom-ca\",\"key\":\"ca.crt\"}",
                        "{\"is\":\"ofHost\",\"id\":\"prom-ca\"}");

        Journal journal = JournalText.read(inFile, "test");

        assertThat(journal.experiment().metrics().ca()).contains(new Credential.OfHost("prom-ca"));
        assertThat(JournalText.write(journal)).isEqualTo(inFile.strip());
    }

    static Stream<String> words() {
        return Stream.of(
                        Entry.class,
                        Reading.class,
                        Version.class,
                        DarkSource.class,
                        Credential.class,
                        MetricsSystem.Auth.class,
                        Limit.class,
                        Receiver.class,
                        Receiver.Target.class,
                        Receiver.Door.class,
                        Receiver.Content.class,
                        Sight.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
                .map(Class::getSimpleName)
                .map(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1))
                // One experiment has one way in, one dark source and one kind of version; these are in other journals.
                .filter(name -> !Stream.of(
                                "none", "basic", "given", "present", "ofDeployment", "inFile", "ofHost", "unseen")
                        .toList()
                        .contains(name));
    }

    @Test
    void writesTheEndlessEdgeOfAHistogram() {
        assertThat(TEXT).contains("{\"upperEdge\":\"Infinity\",\"count\":");
    }

    @Test
    void isOneLine() {
        assertThat(TEXT).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "holder":            | "colour":1,"holder":         | unknown field 'colour' at journal.colour; it was written by another version
            {"is":"pinned"       | {"is":"painted"              | unknown word 'painted' at journal.entries[2]; it was written by another version
            {"is":"pinned"       | {"is":"java.lang.Runtime"    | unknown word 'java.lang.Runtime'
            {"is":"pinned"       | {"@class":"java.lang.Object","is":"pinned" | unknown field '@class'
            "format":1           | "format":14                  | journal format 14 is not known here (this version reads 1 to 13); use the version
            "format":1           | "format":0                   | journal format 0 is not known here (this version reads 1 to 13); use the version
            "format":1           | "format":"1"                 | this is no journal of mirror-experiment
            "format":1           | "format":1.5                 | this is no journal of mirror-experiment
            "tick":1,            | "tick":1.5,                  | not what it must be at journal.entries[8].tick
            "tick":1,            | "tick":"1",                  | not what it must be at journal.entries[8].tick
            "tick":1,            |                              | at journal.entries[8]
            "tick":1,            | "tick":1,"tick":2,           | this is no journal
            "warmUp":false,      | "warmUp":null,               | at journal.entries[8]
            "warmUp":false,      | "warmUp":0,                  | at journal.entries[8]
            "standing":"PROVEN"  | "standing":"PERHAPS"         | at journal.entries[7].proof
            "standing":"PROVEN"  | "standing":0                 | at journal.entries[7].proof
            "percent":40.0       | "percent":400                | at journal.experiment.mirror
            "namespace":"default"| "namespace":"De Fault"       | at journal.id
            http://prometheus    | http://me:hunter2@prometheus | at journal.experiment.metrics
            http://prometheus    | http://me:hunter2@a_b        | at journal.experiment.metrics
            X-Scope-OrgID        | Authorization                | at journal.experiment.metrics
            """)
    void refusesWhatItOnlyHalfUnderstands(String there, String instead, String words) {
        String changed = TEXT.replaceFirst(
                java.util.regex.Pattern.quote(there),
                java.util.regex.Matcher.quoteReplacement(instead == null ? "" : instead));
        assertThat(changed).isNotEqualTo(TEXT);

        assertThatThrownBy(() -> JournalText.read(changed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("here: ")
                .hasMessageContaining(words)
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", " {}", "x", "\u0000"})
    void refusesMoreThanOneJournal(String more) {
        assertThatThrownBy(() -> JournalText.read(TEXT + more, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("this is no journal of mirror-experiment");
    }

    @Test
    void aContainerThatIsNamedIsNotOfAnOlderFormat() throws IOException {
        String mixed = golden(12).replaceFirst("\"format\":12", "\"format\":11");

        assertThatThrownBy(() -> JournalText.read(mixed, "here"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a word in it is not of journal format 11");
    }

    /** A wrong file may hold anything, and messages go into logs. */
    @Test
    void quotesNothingOfAnotherFile() {
        assertThatThrownBy(() -> JournalText.read("password: hunter2", "here"))
                .isInstanceOf(StoreException.class)
                .message()
                .doesNotContain("hunter2");
    }

    private static String golden(int format) throws IOException {
        String name = "format-" + format + ".json";
        try (InputStream file = Objects.requireNonNull(JournalTextTest.class.getResourceAsStream(name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
