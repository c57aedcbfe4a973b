package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text format, as strictly as it has to be read. */
class ExpositionTest {
    @Test
    void readsWhatIsWantedByItsName() throws OddAnswerException {
        List<Sample> samples = Exposition.read("""
                # HELP a_total of a
                # TYPE a_total counter
                a_total 1
                  \t
                  # a remark
                a_total{x="1",y="two words",} 2e3
                b_total { x = "1" , y = "" }   +Inf
                c_total{x="}\\"\\\\\\n\\d"} 3
                envoy_server_uptime{} 280 1395066363000
                """, name -> Optional.of(name).filter(each -> each.endsWith("_total")));

        assertThat(samples)
                .containsExactly(
                        Scraped.sample("1", "__name__", "a_total"),
                        Scraped.sample("2e3", "__name__", "a_total", "x", "1", "y", "two words"),
                        Scraped.sample("+Inf", "__name__", "b_total", "x", "1", "y", ""),
                        Scraped.sample("3", "__name__", "c_total", "x", "}\"\\\n\\d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a ",
                "a one",
                "a 1 2 3",
                "a 1 now",
                "a{ 1",
                "a{x} 1",
                "a{x=1} 1",
                "a{x=\"1} 1",
                "a{x=\"1\"",
                "a{x=\"1\"} ",
                "a{x=\"1\" y=\"2\"} 1",
                "a{x=\"1\",,y=\"2\"} 1",
                "a{,} 1",
                "a{x=\"1\",x=\"2\"} 1",
                "a{x=\"1\"}} 1",
                "{x=\"1\"} 1",
                " a 1",
                "0a 1",
                "a-b 1",
                "a 0x10",
                "a 1\r",
                "a 1 # {trace_id=\"1\"} 1",
                "<html>",
                "{\"status\": \"success\"}"
            })
    void aLineThatIsNoSampleMakesAllOfItWorthless(String line) {
        assertThatThrownBy(() -> Exposition.read("a 1\n" + line + "\n", name -> Optional.empty()))
                .isInstanceOf(OddAnswerException.class)
                .hasMessageStartingWith("line 2 is no sample, for want of ");
    }

    @ParameterizedTest
    @CsvSource({"'', empty", "'a 1', mid-line", "'a 1\nb', mid-line"})
    void aTextThatWasCutOffIsNoExposition(String text, String why) {
        assertThatThrownBy(() -> Exposition.read(text, Optional::of)).hasMessageContaining(why);
    }

    @Test
    void aCounterOfAnotherTimeIsNotOfNow() {
        assertThatThrownBy(() -> Exposition.read("a 1 1395066363000\n", Optional::of))
                .hasMessageContaining("line 1 has a time of its own");
    }

    @Property(tries = 500)
    void whatIsWrittenIsRead(@ForAll("expositions") List<Sample> samples) throws OddAnswerException {
        String text = samples.stream().map(ExpositionTest::line).collect(Collectors.joining());

        assertThat(Exposition.read("# written\n" + text, Optional::of)).isEqualTo(samples);
    }

    @Property(tries = 500)
    void aWholeTextOrNothing(@ForAll("expositions") List<Sample> samples, @ForAll int cut) {
        String text = samples.stream().map(ExpositionTest::line).collect(Collectors.joining());
        String part = text.substring(0, Math.floorMod(cut, text.length()));

        if (!part.endsWith("\n")) {
            assertThatThrownBy(() -> Exposition.read(part, Optional::of)).isInstanceOf(OddAnswerException.class);
        }
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefused(@ForAll String text) {
        try {
            assertThat(Exposition.read(text + "\n", Optional::of))
                    .allSatisfy(
                            sample -> assertThat(sample.label(Exposition.NAME)).isNotEmpty());
        } catch (OddAnswerException odd) {
            assertThat(odd.reason()).isNotBlank().hasSizeLessThan(1000).doesNotContainPattern("\\p{Cc}");
        }
    }

    @Provide
    Arbitrary<List<Sample>> expositions() {
        Arbitrary<String> names =
                Arbitraries.strings().withCharRange('a', 'z').withChars("_:").ofMinLength(1);
        Arbitrary<String> labels =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(3);
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.strings().withChars("a\\\"\n{}, =#").ofMaxLength(6),
                Arbitraries.strings().excludeChars('\r').ofMaxLength(4));
        Arbitrary<String> numbers = Arbitraries.oneOf(
                Arbitraries.longs().map(String::valueOf), Arbitraries.of("NaN", "+Inf", "-Inf", "1e+06", "0.25"));
        return Combinators.combine(names, Arbitraries.maps(labels, values).ofMaxSize(4), numbers)
                .as((name, pairs, number) -> {
                    Map<String, String> all = new TreeMap<>(pairs);
                    all.put(Exposition.NAME, name);
                    return new Sample(all, number);
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static String line(Sample sample) {
        String labels = new TreeMap<>(sample.labels())
                .entrySet().stream()
                        .filter(label -> !label.getKey().equals(Exposition.NAME))
                        .map(label -> label.getKey() + "=" + Questions.quoted(label.getValue()))
                        .collect(Collectors.joining(","));
        return sample.label(Exposition.NAME) + (labels.isEmpty() ? "" : "{" + labels + "}") + " " + sample.text()
                + "\n";
    }
}
