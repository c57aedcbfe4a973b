package io.mirrorexperiment.sandbox.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.sandbox.prometheus.promql.Dialect;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text exposition. */
class ExpositionProperties {
    private static Exposition parsed(String text) {
        return new ExpositionParser(Dialect.PROMETHEUS_3).parse(text);
    }

    @Property(tries = 2000)
    void garbageIsReadOrMalformedButNeverBreaks(@ForAll("garbage") String text) {
        assertThat(parsed(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> garbage() {
        Arbitrary<String> pieces = Arbitraries.of(
                "a",
                "{",
                "}",
                "=",
                "\"",
                "\\",
                "\n",
                " ",
                "\t",
                "1",
                "NaN",
                "+Inf",
                ",",
                "#",
                "# TYPE a ",
                "# HELP a ",
                "x=\"y\"");
        return Arbitraries.oneOf(
                pieces.list().ofMaxSize(15).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(60));
    }

    @Property(tries = 500)
    void whatIsWrittenIsRead(
            @ForAll("labels") Map<String, String> labels, @ForAll double value, @ForAll("times") long time) {
        String inside = labels.entrySet().stream()
                .map(pair -> pair.getKey() + "=\"" + escaped(pair.getValue()) + "\"")
                .collect(Collectors.joining(","));

        Exposition exposition = parsed("metric{" + inside + "} " + GoText.value(value) + " " + time + "\n");

        Exposition.Line line = ((Exposition.Read) exposition).lines().get(0);
        assertThat(line.value()).isEqualTo(value);
        assertThat(line.timestamp()).contains(time);
        labels.forEach((name, text) -> assertThat(line.labels().get(name)).isEqualTo(text));
    }

    @Provide
    Arbitrary<Map<String, String>> labels() {
        Arbitrary<String> values = Arbitraries.strings().ascii().ofMaxLength(12).filter(text -> !text.contains("\r"));
        return Arbitraries.maps(Arbitraries.of("a", "b", "code", "_x9"), values).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Long> times() {
        return Arbitraries.longs().between(-1_000_000_000_000L, 4_000_000_000_000L);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** The example of https://prometheus.io/docs/instrumenting/exposition_formats/, shortened. */
    @Example
    void readsTheExampleOfTheFormat() {
        Exposition.Read read = (Exposition.Read) parsed("""
                # HELP http_requests_total The total number of HTTP requests.
                # TYPE http_requests_total counter
                http_requests_total{method="post",code="200"} 1027 1395066363000
                # Escaping in label values:
                msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
                metric_without_timestamp_and_labels 12.47
                something_weird{problem="division by zero"} +Inf -3982045
                # TYPE h histogram
                h_bucket{le="0.05"} 24054
                h_bucket{le="500"} 24054
                h_bucket{le="+Inf"} 144320
                """);

        assertThat(read.lines()).hasSize(7);
        assertThat(read.lines().get(1).labels().get("error")).isEqualTo("Cannot find file:\n\"FILE.TXT\"");
        assertThat(read.lines().get(3).timestamp()).contains(-3982045L);
        assertThat(read.lines().get(5).labels().get("le")).isEqualTo("500.0");
        assertThat(read.metadata().get("h")).isEqualTo(new Exposition.Metadata("histogram", ""));
    }

    @Example
    void namesTheLineThatIsWrong() {
        assertThat(parsed("a 1\nb{x=\"y} 2\n"))
                .isEqualTo(new Exposition.Malformed(
                        2, "a label's value has no closing quote", false, ((Exposition.Read) parsed("a 1")).lines()));
    }
}
