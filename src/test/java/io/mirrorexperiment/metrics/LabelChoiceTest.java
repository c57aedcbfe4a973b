package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.MetricQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelChoiceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(increase(a_count{class!='2xx',rev='$revision'}[1s])) / sum(a_count{rev='$revision'}) | a_count{rev='$revision'}",
                "b{x=\"${name}\", y=~'.*$name'} | b{x=\"${name}\"} b{y=~'.*$name'}",
                "b{x='a}b', y = '$name'} | b{y='$name'}",
                "b{x='v1'} | ''",
                "b | ''",
            })
    void theLabelsWithPlaceholdersAreFound(String promql, String found) {
        MetricQuery query = query(promql);

        assertThat(LabelChoice.in(query).stream().map(LabelChoice::toString))
                .containsExactly(found.isEmpty() ? new String[0] : found.split(" "));
    }

    private static MetricQuery query(String promql) {
        return new MetricQuery(
                MetricQuery.Method.GET,
                "http://localhost",
                List.of(),
                List.of(new MetricQuery.Named("query", promql)),
                Optional.empty(),
                false,
                Map.of(),
                ".");
    }
}
