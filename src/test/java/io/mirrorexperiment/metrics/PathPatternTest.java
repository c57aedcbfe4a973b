package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                                             | /
            /reviews/0                                    | /reviews/*
            /api/v1/products                              | /api/v1/products
            /login?password=hunter2                       | /login
            /cart;jsessionid=hunter2/items                | /cart
            /users/0123456789ab-4def-8000                 | /users/*
            /users/me@example.com/orders                  | /users/*/orders
            /reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0  | /reset/*
            /a#b                                          | /a
            """)
    void keepsWhatIsSaidInPublicOnly(String path, String pattern) {
        assertThat(PathPattern.of(path)).isEqualTo(pattern);
    }
}
