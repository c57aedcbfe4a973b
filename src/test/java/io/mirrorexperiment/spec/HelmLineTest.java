package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lines of values, and what {@code strvals.Parse} of Helm 3.14.4 made of them. Two differ on purpose: {@code null} removes here, as it does when Helm
 * lays values over a chart's, and {@code {}} has no item. Refused here are also a name that is empty, and an index after a gap.
 */
class HelmLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=b                    | {a: b}",
                "a=b,c=d                | {a: b, c: d}",
                "a.b.c=d                | {a: {b: {c: d}}}",
                "a.b=1,a.c=2            | {a: {b: 1#, c: 2#}}",
                "a={x,y,3}              | {a: [x, y, 3#]}",
                "a={}                   | {a: []}",
                "a[0]=x,a[1]=y          | {a: [x, y]}",
                "a[0].b=x,a[0].c=y      | {a: [{b: x, c: y}]}",
                "a[0][0]=x              | {a: [[x]]}",
                "a=x\\,y                | {a: x,y}",
                "a\\.b=c                | {a.b: c}",
                "a=x\\\\y               | {a: x\\y}",
                "a=x=y                  | {a: x=y}",
                "a=true,b=false,c=True  | {a: true?, b: false?, c: True?}",
                "a=0,b=012,c=-7,d=1.5   | {a: 0#, b: 012, c: -7#, d: 1.5}",
                "a=99999999999999999999 | {a: 99999999999999999999}",
                "a=                     | {a: }",
                "a=1,a=null             | {}",
                "a.b=1,a.b=null         | {a: {}}",
                "a=x,                   | {a: x}",
                "istio/error-rate=0     | {istio/error-rate: 0#}",
                "a=*/1 * * * *          | {a: */1 * * * *}",
            })
    void aLineIsWhatHelmTakesItFor(String line, String tree) throws HelmLine.Refused {
        assertThat(shown(applied(HelmLine.set(line)))).isEqualTo(tree);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a", "=b", "a=b,c", "a.=b", ".a=b", "a={x", "a[x]=1", "a[0=1", "a[0]b=1", "a={x}y", "a..b=1", "a[3]=x"
            })
    void aLineThatHelmWouldRefuseIsRefused(String line) {
        assertThatExceptionOfType(HelmLine.Refused.class)
                .isThrownBy(() -> applied(HelmLine.set(line)))
                .satisfies(refused -> assertThat(refused.getMessage()).isNotBlank());
    }

    @Test
    void aStringIsAlwaysText() throws HelmLine.Refused {
        assertThat(shown(applied(HelmLine.setString("a=1,b=true,c=null")))).isEqualTo("{a: 1, b: true, c: null}");
    }

    private static Piece applied(List<HelmLine.Assignment> assignments) throws HelmLine.Refused {
        Piece values = new Piece.Mapping(List.of(), Place.PARAMETER);
        for (HelmLine.Assignment assignment : assignments) {
            values = HelmValues.with(values, assignment);
        }
        return values;
    }

    /** Numbers end in # and truths in ?. */
    private static String shown(Piece piece) {
        if (piece instanceof Piece.Mapping mapping) {
            return mapping.entries().stream()
                    .map(entry -> entry.word() + ": " + shown(entry.value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (piece instanceof Piece.Sequence sequence) {
            return sequence.items().stream().map(HelmLineTest::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        Piece.Scalar scalar = (Piece.Scalar) piece;
        return scalar.text()
                + switch (scalar.type()) {
                    case NUMBER -> "#";
                    case TRUTH -> "?";
                    case TEXT, OPEN, NOTHING -> "";
                };
    }
}
