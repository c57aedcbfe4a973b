package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JournalTextProperties {
    @Provide
    static Arbitrary<Journal> journals() {
        return Journals.any();
    }

    @Provide
    static Arbitrary<Entry> entries() {
        return Journals.entries();
    }

    @Property(tries = 250)
    void readsWhatItWrites(@ForAll("journals") Journal journal) {
        assertThat(JournalText.read(JournalText.write(journal), "here")).isEqualTo(journal);
    }

    @Property(tries = 250)
    void readsWhatItWritesInAscii(@ForAll("journals") Journal journal) {
        String text = JournalText.ascii(journal);

        assertThat(text.chars()).allMatch(each -> each < 128);
        assertThat(JournalText.read(text, "here")).isEqualTo(journal);
    }

    @Property(tries = 250)
    void namesNoClass(@ForAll("entries") Entry entry) {
        assertThat(JournalText.write(Journals.begun(1).plus(entry)))
                .doesNotContain("io.mirrorexperiment", "java.", "@class");
    }

    @Property(tries = 250)
    void aLongerJournalContinuesAShorterOneAndNeverTheOtherWayRound(
            @ForAll("journals") Journal journal, @ForAll("entries") Entry entry) {
        Journal longer = JournalText.read(JournalText.write(journal.plus(entry)), "here");

        assertThat(longer.continues(journal)).isTrue();
        assertThat(journal.continues(longer)).isFalse();
    }

    @Property(tries = 500)
    void throwsNothingElseOnArbitraryText(@ForAll String text) {
        assertThat(trouble(text)).isPresent();
    }

    @Property(tries = 250)
    void throwsNothingElseOnADamagedJournal(
            @ForAll("journals") Journal journal,
            @ForAll @IntRange(max = 1_000_000) int place,
            @ForAll @IntRange(max = 20) int gone,
            @ForAll("scraps") String scrap) {
        String text = JournalText.write(journal);
        int at = place % text.length();
        String damaged = text.substring(0, at) + scrap + text.substring(Math.min(text.length(), at + gone));

        Optional<String> trouble = trouble(damaged);

        trouble.ifPresent(words -> assertThat(words).startsWith("here: ").hasSizeLessThan(600));
    }

    @Property(tries = 150)
    void neverTakesATornJournalForAnother(
            @ForAll("journals") Journal journal, @ForAll @IntRange(max = 1_000_000) int place) {
        String text = JournalText.write(journal);

        assertThat(trouble(text.substring(0, place % text.length()))).isPresent();
    }

    @Provide
    static Arbitrary<String> scraps() {
        return Arbitraries.of(
                "",
                "null",
                "0",
                "-1",
                "1.5",
                "\"\"",
                "\"x\"",
                "[]",
                "{}",
                "[[[[",
                "{\"is\":\"x\"}",
                "1e999999999",
                ",",
                "\"1970-01-01T00:00:00Z\"",
                "\"PT1S\"",
                "99999999999999999999",
                "true",
                "\u0000",
                "/*x*/");
    }

    private static Optional<String> trouble(String text) {
        try {
            JournalText.read(text, "here");
            return Optional.empty();
        } catch (StoreException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
