package io.mirrorexperiment.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Population;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {
    private static final Population REVIEWS = new Population("default", "reviews-v2");
    private final Questions questions = Questions.of("destination");

    @Test
    void asksForRequestsByCodeAndStatus() {
        assertThat(questions.requests(REVIEWS))
                .isEqualTo("sum by (pod, instance, job, response_code, grpc_response_status) (istio_requests_total{"
                        + "reporter=\"destination\",destination_workload=\"reviews-v2\","
                        + "destination_workload_namespace=\"default\"})");
    }

    @Test
    void asksForTheNewestSampleOfEachPod() {
        assertThat(questions.sampleTimes(REVIEWS))
                .isEqualTo("max by (pod, instance, job) (timestamp(istio_requests_total{reporter=\"destination\","
                        + "destination_workload=\"reviews-v2\",destination_workload_namespace=\"default\"}))");
    }

    @Test
    void asksForBucketsAndSums() {
        assertThat(questions.buckets(REVIEWS))
                .startsWith("sum by (pod, instance, job, le) (istio_request_duration_milliseconds_bucket{reporter=");
        assertThat(questions.sums(REVIEWS))
                .startsWith("sum by (pod, instance, job) (istio_request_duration_milliseconds_sum{reporter=");
    }

    @Test
    void asksTheWaypointWhereTheMeshIsAmbient() {
        assertThat(Questions.of("waypoint").requests(REVIEWS)).contains("{reporter=\"waypoint\",");
    }

    @Test
    void asksAllReportersForAHint() {
        assertThat(questions.reporters(REVIEWS))
                .isEqualTo("count by (reporter) (istio_requests_total{destination_workload=\"reviews-v2\","
                        + "destination_workload_namespace=\"default\"})");
    }

    /** Escapes of Go's interpreted string literals, which PromQL takes over. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "plain      | \"plain\"",
                "a\"b       | \"a\\\"b\"",
                "a\\b       | \"a\\\\b\"",
                "\"} or up{x=\"| \"\\\"} or up{x=\\\"\"",
            })
    void escapesLabelValues(String value, String literal) {
        assertThat(Questions.quoted(value)).isEqualTo(literal);
    }

    @Test
    void escapesLineBreaks() {
        assertThat(Questions.quoted("a\nb")).isEqualTo("\"a\\nb\"");
    }

    @Test
    void revisionsAreAskedAboutAtTheProxyBesideTheirContainer() {
        Questions knative = Questions.of("queue-proxy");
        Population revision = new Population("default", "sample-app-v2");

        assertThat(knative.requests(revision))
                .isEqualTo(
                        "sum by (pod, instance, job, response_code, grpc_response_status)"
                                + " (revision_app_request_latencies_count{revision_name=\"sample-app-v2\",namespace_name=\"default\"})");
        assertThat(knative.buckets(revision))
                .isEqualTo(
                        "sum by (pod, instance, job, le)"
                                + " (revision_app_request_latencies_bucket{revision_name=\"sample-app-v2\",namespace_name=\"default\"})");
        assertThat(knative.anyRequests()).isEqualTo("count(revision_app_request_latencies_count)");
    }
}
