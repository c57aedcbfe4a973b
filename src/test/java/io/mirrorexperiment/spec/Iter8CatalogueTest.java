package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.spec.iter8.Iter8Data;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Objects;
import io.mirrorexperiment.spec.iter8.Iter8Version;
import io.mirrorexperiment.spec.iter8.MetricName;
import io.mirrorexperiment.spec.iter8.NamedValue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Iter8CatalogueTest {
    private static final Iter8Version BY_NAME = new Iter8Version("sample-app-v2", List.of(), Optional.empty());
    private static final Iter8Version BY_REVISION =
            new Iter8Version("current", List.of(new NamedValue("revision", "sample-app-v2")), Optional.empty());

    @Test
    void itHasTheMetricsOfBothTutorials() {
        assertThat(Iter8Catalogue.of(BY_NAME).names())
                .isEqualTo(Iter8Catalogue.of(BY_REVISION).names())
                .containsExactly(
                        "iter8-istio/error-count",
                        "iter8-istio/error-rate",
                        "iter8-istio/le500ms-latency-percentile",
                        "iter8-istio/mean-latency",
                        "iter8-istio/request-count",
                        "iter8-knative/95th-percentile-tail-latency",
                        "iter8-knative/error-count",
                        "iter8-knative/error-rate",
                        "iter8-knative/mean-latency",
                        "iter8-knative/request-count");
    }

    /** Expected: the files of both generations; of the second one, but for the reporter, which never sees copies. */
    @ParameterizedTest
    @CsvSource({
        "iter8-v0.4.4/samples/knative/quickstart/metrics.yaml, true",
        "iter8-v0.6.0/samples/knative/quickstart/metrics.yaml, false",
        "iter8-v0.6.0/samples/istio/quickstart/metrics.yaml, false"
    })
    void itAsksWhatItersOwnFilesAsk(String file, boolean byRevision) throws IOException {
        Iter8Catalogue catalogue = Iter8Catalogue.of(byRevision ? BY_REVISION : BY_NAME);
        var read = (Iter8Result.Valid<Iter8Objects>)
                new Iter8Reader("default").objects(Files.readAllBytes(Iter8Data.path(file)));
        List<Iter8Metric> theirs = read.value().metrics().stream()
                .filter(metric -> !metric.name().name().equals("user-engagement"))
                .toList();

        assertThat(theirs).hasSize(5).allSatisfy(metric -> {
            Iter8Metric ours = catalogue.find(metric.name()).orElseThrow();
            assertThat(promql(ours)).isEqualTo(promql(metric).replace("reporter='source'", "reporter='destination'"));
            assertThat(ours.type()).isEqualTo(metric.type());
            assertThat(ours.sampleSize()).isEqualTo(metric.sampleSize());
            assertThat(ours.about().units()).isEqualTo(metric.about().units());
            assertThat(ours.request().url()).isEqualTo(metric.request().url());
            assertThat(ours.jqExpression()).isEqualTo(metric.jqExpression());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "iter8-knative/request-count, request-count",
        "iter8-knative/error-count, error-count",
        "iter8-knative/error-rate, error-rate",
        "iter8-knative/mean-latency, latency-mean",
        "iter8-knative/95th-percentile-tail-latency, latency-p95",
        "iter8-istio/error-rate, error-rate",
        "iter8-istio/mean-latency, latency-mean",
        "iter8-istio/le500ms-latency-percentile, ''",
        "iter8-istio/95th-percentile-tail-latency, ''",
        "shop/error-rate, ''",
        "error-rate, ''"
    })
    void itKnowsWhichOfThemAreCountersUnderneath(String name, String metric) {
        assertThat(Iter8Catalogue.counted(MetricName.of(name))
                        .map(Object::toString)
                        .orElse(""))
                .isEqualTo(metric);
    }

    private static String promql(Iter8Metric metric) {
        return metric.request().params().get(0).value().strip();
    }

    /** Whoever has Iter8's own files beside the experiment gets counters, of whichever generation they are. */
    @ParameterizedTest
    @CsvSource({
        "iter8-v0.4.4/samples/knative/quickstart/metrics.yaml",
        "iter8-v0.6.0/samples/knative/quickstart/metrics.yaml",
        "iter8-v0.6.0/samples/istio/quickstart/metrics.yaml"
    })
    void itersOwnDefinitionsAreTheCataloguesOwn(String file) throws IOException {
        byte[] text = Files.readAllBytes(Iter8Data.path(file));
        Iter8Objects objects = ((Iter8Result.Valid<Iter8Objects>) new Iter8Reader("default").objects(text)).value();

        assertThat(objects.metrics().stream()
                        .filter(metric -> Iter8Catalogue.counted(metric.name()).isPresent()))
                .isNotEmpty()
                .allMatch(Iter8Catalogue::isOwn);
    }
}
