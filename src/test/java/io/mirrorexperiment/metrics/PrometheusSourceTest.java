package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.REVIEWS;
import static io.mirrorexperiment.metrics.Systems.await;
import static io.mirrorexperiment.metrics.Systems.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Asked;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class PrometheusSourceTest {
    private static final Secrets NO_SECRETS = new Systems.Vault();

    @Test
    void readsCountersPodByPod() {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(await(source.counters(REVIEWS, at))).isEqualTo(Scraped.twoPodsRead(at.minusSeconds(5)));
        }
    }

    @Test
    void asksFourQuestionsAboutOneExplicitInstant() {
        Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(250);
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            await(source.counters(REVIEWS, at));

            Questions questions = Questions.of("destination");
            assertThat(server.asked())
                    .extracting(Asked::query)
                    .containsExactlyInAnyOrder(
                            questions.requests(REVIEWS),
                            questions.sampleTimes(REVIEWS),
                            questions.buckets(REVIEWS),
                            questions.sums(REVIEWS));
            assertThat(server.asked()).allSatisfy(asked -> {
                assertThat(asked.path()).isEqualTo("/api/v1/query");
                assertThat(asked.parameters())
                        .containsEntry("time", at.getEpochSecond() + ".250")
                        .containsEntry("timeout", "10000ms");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', /api/v1/query",
        "/, /api/v1/query",
        "/prom, /prom/api/v1/query",
        "/select/0/prometheus/, /select/0/prometheus/api/v1/query"
    })
    void appendsToTheAddressItWasGiven(String base, String path) {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                PrometheusSource source = Systems.open(Systems.plain(URI.create(server.url() + base)), NO_SECRETS)) {
            assertThat(Systems.now(source)).isInstanceOf(Reading.Counters.class);
            assertThat(server.asked()).extracting(Asked::path).containsOnly(path);
        }
    }

    @Test
    void hasAllQuestionsOfALookInFlightAtOnce() {
        CyclicBarrier all = new CyclicBarrier(Topic.values().length);
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> together(all, asked));
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(Systems.now(source)).isInstanceOf(Reading.Counters.class);
        }
    }

    @Test
    void hasBothVersionsInFlightAtOnceAndNoMore() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch eight = new CountDownLatch(Line.AT_ONCE);
        Function<Asked, Reply> script = asked -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            eight.countDown();
            awaitLatch(eight);
            running.decrementAndGet();
            return LoopbackPrometheus.healthy(asked);
        };
        try (LoopbackPrometheus server = LoopbackPrometheus.start(script);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            List<CompletableFuture<Reading>> looks = IntStream.range(0, 10)
                    .mapToObj(i -> source.counters(REVIEWS, Instant.now()))
                    .toList();

            assertThat(looks).allSatisfy(look -> assertThat(await(look)).isInstanceOf(Reading.Counters.class));
            assertThat(most.get()).isEqualTo(Line.AT_ONCE);
        }
    }

    @Test
    void waitsForASilentServerWithoutHoldingTheCaller() {
        CountDownLatch never = new CountDownLatch(1);
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> {
                    awaitLatch(never);
                    return LoopbackPrometheus.healthy(asked);
                });
                PrometheusSource source =
                        Systems.open(Systems.quick(server.url(), Duration.ofMillis(400)), NO_SECRETS)) {
            CompletableFuture<Reading> look = source.counters(REVIEWS, Instant.now());

            assertThat(look).isNotDone(); // back before the server said a word
            assertThat(reason(await(look)))
                    .isEqualTo("Prometheus at " + server.url() + ": no answer within 400 ms (asked for requests)");
            never.countDown();
        }
    }

    @Test
    void namesTheWorkloadThatNobodyReported() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> Reply.of(200, Scraped.body(List.of())));
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(reason(Systems.now(source)))
                    .contains("no series istio_requests_total for workload reviews-v2 in namespace default"
                            + " from reporter destination");
        }
    }

    @Test
    void refusesStaleSamples() {
        Function<Asked, Reply> script = asked -> Reply.of(
                200,
                Scraped.body(Scraped.twoPods(LoopbackPrometheus.timeOf(asked).minusSeconds(91))
                        .getOrDefault(asked.topic(), List.of())));
        try (LoopbackPrometheus server = LoopbackPrometheus.start(script);
                PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS)) {
            assertThat(reason(Systems.now(source))).contains("stale: its newest sample is 91 s old");
        }
    }

    /** The server's clock is right and ours is wrong; its Date header tells. */
    @ParameterizedTest(name = "our clock is wrong by {0} s")
    @CsvSource({"-30", "30", "-3600", "7"})
    void asksByTheServersClockWhenOursIsWrong(long seconds) {
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                PrometheusSource source = new PrometheusSource(Systems.plain(server.url()), NO_SECRETS, wrong)) {
            Instant at = wrong.instant();

            Reading reading = await(source.counters(REVIEWS, at));

            List<Asked> asked = server.asked();
            assertThat(asked)
                    .hasSize(2 * Topic.values().length); // asked again as soon as the first answers told the time
            assertThat(Duration.between(Instant.now(), LoopbackPrometheus.timeOf(asked.get(asked.size() - 1)))
                            .abs())
                    .isLessThan(Duration.ofSeconds(3));
            assertThat(((Reading.Counters) reading).series().values())
                    .allSatisfy(series -> assertThat(Duration.between(series.sampledAt(), at.minusSeconds(5))
                                    .abs())
                            .isLessThan(Duration.ofMillis(2)));
        }
    }

    @Test
    void answersMissingAfterItWasClosed() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy)) {
            PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS);
            source.close();

            assertThat(reason(Systems.now(source))).contains("the source is closed");
        }
    }

    @Test
    void endsWhatIsOnTheWayWhenItIsClosed() {
        CountDownLatch arrived = new CountDownLatch(Topic.values().length);
        CountDownLatch never = new CountDownLatch(1);
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> {
            arrived.countDown();
            awaitLatch(never);
            return LoopbackPrometheus.healthy(asked);
        })) {
            PrometheusSource source = Systems.open(Systems.plain(server.url()), NO_SECRETS);
            CompletableFuture<Reading> look = source.counters(REVIEWS, Instant.now());
            awaitLatch(arrived);

            source.close();

            assertThat(reason(await(look))).contains("the source was closed");
            never.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({"ftp://prometheus", "prometheus:9090"})
    void refusesAnAddressThatIsNotHttp(String url) {
        assertThatThrownBy(() -> Systems.open(Systems.plain(URI.create(url)), NO_SECRETS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Reply together(CyclicBarrier all, Asked asked) {
        try {
            all.await(10, TimeUnit.SECONDS);
            return LoopbackPrometheus.healthy(asked);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            return Reply.of(500, "not all questions came at once");
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
