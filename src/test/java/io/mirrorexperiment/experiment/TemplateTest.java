package io.mirrorexperiment.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected: {@code string.Template(text).safe_substitute(name='v2', elapsedTime='95', a_1='$x')} of Python 3.11. */
class TemplateTest {
    private static final Map<String, String> VALUES = Map.of("name", "v2", "elapsedTime", "95", "a_1", "$x");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate{v='$name'}     | rate{v='v2'}",
                "[${elapsedTime}s]   | [95s]",
                "$elapsedTimes       | $elapsedTimes",
                "$name.$name-${name} | v2.v2-v2",
                "$$name $$           | $name $",
                "$unknown ${unknown} | $unknown ${unknown}",
                "$1 $ ${1} ${} ${name | $1 $ ${1} ${} ${name",
                "$a_1                | $x",
                "$NAME               | $NAME",
            })
    void placeholdersAreFilledAsPythonDoes(String text, String filled) {
        assertThat(new Template(text).filled(VALUES)).isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource({
        "x[$elapsedTime], x[95s]",
        "x[${elapsedTime}], x[95s]",
        "x[${elapsedTime}s], x[95s]",
        "SINCE $elapsedTime sec ago, SINCE 95 sec ago",
        "x[95], x[95]"
    })
    void aWindowWithoutAUnitGetsItsSeconds(String text, String filled) {
        assertThat(new Template(text).withUnits().filled(VALUES)).isEqualTo(filled);
    }

    @Test
    void whatHasNoValueCanBeMadeToStandForItself() {
        Template kept = new Template("query($id: Int) $name $$ ${other}").keepingOnly(VALUES.keySet());

        assertThat(kept.text()).isEqualTo("query($$id: Int) $name $$ $${other}");
        assertThat(kept.filled(VALUES)).isEqualTo("query($id: Int) v2 $ ${other}");
    }

    @Test
    void aVersionsValuesAreItsNameItsVariablesAndTheTime() {
        Queries queries =
                new Queries(List.of(), Map.of("name", "v9", "elapsedTime", "never", "from", "x", "revision", "r"));
        Instant at = Instant.parse("2026-01-01T00:01:35.900Z");

        assertThat(queries.values(new Population("shop", "v2"), Instant.parse("2026-01-01T00:00:00Z"), at))
                .isEqualTo(Map.of(
                        "name", "v9",
                        "namespace", "shop",
                        "elapsedTime", "95",
                        "interval", "95s",
                        "from", "x",
                        "to", "1767225695",
                        "revision", "r"));
        assertThat(queries.values(new Population("shop", "v2"), at, at)).containsEntry("elapsedTime", "1");
    }
}
