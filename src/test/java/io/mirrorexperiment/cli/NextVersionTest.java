package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextVersionTest {
    @ParameterizedTest
    @CsvSource({
        "v1,      '',                                 '',      v2",
        "v1,      'example/reviews:2.0',              'v1 v2', v3",
        "7,       '',                                 '7 8',   9",
        "stable,  'example/reviews:2.0',              stable,  2.0",
        "stable,  'host:5000/reviews',                stable,  dark",
        "stable,  'host:5000/reviews:2.0@sha256:12',  stable,  dark",
        "stable,  'example/reviews:latest',           stable,  dark",
        "2.0,     'example/reviews:2.0',              2.0,     dark",
        "'',      '',                                 '',      dark",
        "stable,  '',                                 'dark',  dark-2",
        "stable,  'example/reviews:-odd-',            '',      dark"
    })
    void isWhatNoOtherVersionIsCalled(String live, String image, String taken, String expected) {
        assertThat(NextVersion.after(
                        live, Optional.of(image).filter(text -> !text.isEmpty()), List.of(taken.split(" "))))
                .isEqualTo(expected);
    }
}
