package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.REVIEWS;
import static io.mirrorexperiment.metrics.Systems.await;
import static io.mirrorexperiment.metrics.Systems.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Reading.Histogram;
import io.mirrorexperiment.experiment.Reading.Series;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is made of what pods tell, and of what they told before. */
@Timeout(60)
class DirectSourceTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, String> texts = new TreeMap<>();
    private final List<String> leaving = new ArrayList<>();
    private Instant now = START;

    /** The API server's side of the door: a pod without a text can't be reached. */
    private final Pods pods = new Pods() {
        @Override
        public List<Pod> of(Population population) {
            return texts.keySet().stream()
                    .map(name -> new Pod(population.namespace(), name, "", leaving.contains(name)))
                    .toList();
        }

        @Override
        public String get(Pod pod, int port, String path) throws IOException {
            String text = texts.get(pod.name());
            if (text == null || text.isEmpty()) {
                throw new IOException("connection refused");
            }
            return text;
        }
    };

    private final DirectSource source = new DirectSource(
            MetricsSystem.ofPods(
                    MetricsSystem.Direct.API_SERVER,
                    15020,
                    "/stats/prometheus",
                    Duration.ofSeconds(5),
                    Optional.empty()),
            pods,
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            });

    private Reading look() {
        return await(source.counters(REVIEWS, now));
    }

    private static String counted(long requests) {
        return SidecarTexts.of(REVIEWS, new Series(START, requests, 1, Histogram.EMPTY));
    }

    private static Series series(Instant at, long requests) {
        return new Series(at, requests, 1, Histogram.EMPTY);
    }

    @Test
    void addsUpTheCallersOfAPodAndTellsFailuresFromSuccesses() {
        String whom = SidecarTexts.labels("destination", REVIEWS);
        texts.put("a", """
                istio_requests_total{source_workload="x",response_code="200",%1$s} 10
                istio_requests_total{source_workload="y",response_code="200",%1$s} 20
                istio_requests_total{source_workload="y",response_code="200",grpc_response_status="14",%1$s} 3
                istio_requests_total{source_workload="y",response_code="0",%1$s} 4
                istio_request_duration_milliseconds_bucket{source_workload="x",le="5",%1$s} 7
                istio_request_duration_milliseconds_bucket{source_workload="x",le="+Inf",%1$s} 10
                istio_request_duration_milliseconds_bucket{source_workload="y",le="5",%1$s} 20
                istio_request_duration_milliseconds_bucket{source_workload="y",le="+Inf",%1$s} 27
                istio_request_duration_milliseconds_sum{source_workload="x",%1$s} 60.25
                istio_request_duration_milliseconds_sum{source_workload="y",%1$s} 0.1
                """.formatted(whom));

        assertThat(look())
                .isEqualTo(new Counters(Map.of(
                        "a",
                        new Series(
                                START,
                                37,
                                7,
                                new Histogram(
                                        List.of(
                                                new Reading.Bucket(5, 27),
                                                new Reading.Bucket(Double.POSITIVE_INFINITY, 37)),
                                        60.35)))));
    }

    /** Its stats access logger knows nothing of Istio's names, and writes a dash where there is nothing. */
    @Test
    void readsWhatUpstreamEnvoyMakesOfIstiosCounters() {
        texts.put(
                "a",
                counted(10).replace("istio_requests_total{", "envoy_istio_requests_total{grpc_response_status=\"-\","));

        assertThat(look()).isEqualTo(new Counters(Map.of("a", series(START, 10))));
    }

    /** Such a pod would have no counters now, and all of its past as news at the next look. */
    @Test
    void anAgentWithoutItsEnvoyHasNotTold() {
        texts.put("a", "istio_agent_process_open_fds 14\n");

        assertThat(look()).isInstanceOf(Reading.Missing.class);
        assertThat(reason(look())).contains("pod a: the sidecar's agent answers, but has nothing of its Envoy");
        texts.put("a", "istio_agent_process_open_fds 14\nenvoy_server_uptime{} 280\n");
        assertThat(look()).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void refusesASeriesThatIsThereTwice() {
        texts.put("a", counted(10) + counted(10));

        assertThat(reason(look())).contains("pod a exposes the same series twice");
    }

    /** What it has counted so far would pass for new once it answers. */
    @Test
    void onePodThatDoesNotAnswerMakesTheReadingMissing() {
        texts.put("a", counted(10));
        texts.put("b", "");

        assertThat(look()).isInstanceOf(Reading.Missing.class);
        assertThat(reason(look())).contains("port 15020", "through the API server", "pod b: connection refused");
    }

    @Test
    void aPodThatIsAboutToEndNeedNotAnswer() {
        texts.put("a", counted(10));
        texts.put("b", "");
        leaving.add("b");

        assertThat(look()).isEqualTo(new Counters(Map.of("a", series(START, 10))));
        texts.put("b", counted(5));
        assertThat(look()).isEqualTo(new Counters(Map.of("a", series(START, 10), "b", series(START, 5))));
    }

    @Test
    void aVersionWithoutPodsOrWithoutRequestsHasNoCountersYet() {
        assertThat(look()).isInstanceOf(Reading.Absent.class);
        assertThat(reason(look())).contains("has no pod that runs");
        texts.put("a", "istio_build 1\n");
        assertThat(look()).isInstanceOf(Reading.Absent.class);
        assertThat(reason(look())).contains("no pod of workload reviews-v2", "it has had no request yet");
    }

    @Test
    void remembersItsOwnLooksAndNothingElse() {
        texts.put("a", counted(10));
        look();
        now = START.plusSeconds(30);
        texts.put("a", counted(20));
        look();
        texts.put("a", counted(99));

        assertThat(source.remembers()).isFalse();
        assertThat(past(29)).isEqualTo(new Counters(Map.of("a", series(START, 10))));
        assertThat(past(0)).isEqualTo(new Counters(Map.of("a", series(START, 10))));
        assertThat(past(-1)).isInstanceOf(Reading.Missing.class);
        assertThat(reason(past(-1))).contains("pods tell of now only");
    }

    @Test
    void whatWasReadLongAgoSaysNothing() {
        texts.put("a", counted(10));
        look();
        now = START.plusSeconds(200);
        look();

        assertThat(past(90)).isInstanceOf(Counters.class);
        assertThat(past(91)).isInstanceOf(Reading.Missing.class);
    }

    @Test
    void isNotAskedAboutWhatWasBeforeItWasOpened() {
        texts.put("a", counted(10));

        assertThat(past(-60)).isInstanceOf(Reading.Missing.class);
    }

    @Test
    void manyLooksAreRememberedFarApart() {
        texts.put("a", counted(10));
        for (int second = 0; second < 1000; second++) {
            now = START.plusSeconds(second);
            look();
        }

        assertThat(past(0)).isInstanceOf(Counters.class);
        assertThat(past(998)).isEqualTo(new Counters(Map.of("a", series(START.plusSeconds(998), 10))));
    }

    @Test
    void isInTroubleWhileNothingWasEverReadAndAgainAfterALongSilence() {
        texts.put("a", "");
        look();
        assertThat(await(source.trouble())).isPresent();
        texts.put("a", counted(10));
        look();
        assertThat(await(source.trouble())).isEmpty();
        texts.put("a", "");
        now = START.plusSeconds(60);
        look();
        assertThat(await(source.trouble())).isEmpty();
        now = START.plusSeconds(120);
        look();
        assertThat(await(source.trouble())).isPresent();
    }

    private Reading past(int second) {
        return await(source.counters(REVIEWS, START.plusSeconds(second)));
    }
}
