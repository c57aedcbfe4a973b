package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected: the rules of Kubernetes' documentation of quantities. */
class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "50, 50",
        "-7, -7",
        "+7, 7",
        "0.01, 0.01",
        ".5, 0.5",
        "5., 5",
        "007, 7",
        "10m, 0.01",
        "1k, 1000",
        "1.5k, 1500",
        "2M, 2000000",
        "3G, 3000000000",
        "1T, 1000000000000",
        "1P, 1000000000000000",
        "1E, 1000000000000000000",
        "1491620112n, 1.491620112",
        "250u, 0.00025",
        "1Ki, 1024",
        "1.5Mi, 1572864",
        "1Gi, 1073741824",
        "1e3, 1000",
        "1E-2, 0.01",
        "12e+2, 1200"
    })
    void aQuantityIsANumberWithASuffix(String text, BigDecimal value) {
        assertThat(Quantities.parsed(text))
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0000000001, 0.000000001",
        "-0.0000000001, -0.000000001",
        "1.0000000001, 1.000000001",
        "0.1n, 0.000000001"
    })
    void whatIsSmallerThanANanoIsRoundedAwayFromZero(String text, BigDecimal value) {
        assertThat(Quantities.parsed(text))
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo(value));
    }

    @ParameterizedTest
    @CsvSource({"8Ei, 9223372036854775807", "7Ei, 8070450532247928832"})
    void binaryMultiplesEndAtWhatSixtyFourBitsHold(String text, BigDecimal value) {
        assertThat(Quantities.parsed(text))
                .hasValueSatisfying(found -> assertThat(found).isEqualByComparingTo(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ".", "-", "m", "1x", "1KI", "1ki", "1mm", "NaN", "Inf", "+Inf", "1e", "1e1.5", "1e999", "0x10",
                "1_000", "1,5", "٣"
            })
    void whateverElseIsNone(String text) {
        assertThat(Quantities.parsed(text)).isEmpty();
    }
}
