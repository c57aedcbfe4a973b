package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
    void aVersionsValuesAreItsNameItsVariablesAndTheTime() {
        QueriedVersion version =
                new QueriedVersion("current", Map.of("name", "v9", "elapsedTime", "never", "revision", "r"));

        assertThat(version.values(Duration.ofMillis(95_900)))
                .isEqualTo(Map.of("name", "v9", "elapsedTime", "95", "revision", "r", "interval", "95s"));
        assertThat(version.values(Duration.ZERO)).containsEntry("elapsedTime", "1");
    }
}
