package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Asked;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

class PrometheusSourceContractTest extends MetricSourceContract {
    private final List<LoopbackPrometheus> farEnds = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    protected MetricSource knowing(Map<Population, Reading.Counters> truth) {
        return over(asked -> Reply.of(200, Scraped.body(samples(asked, truth))), Duration.ofSeconds(10));
    }

    @Override
    protected MetricSource withoutFarEnd() {
        MetricSource source = over(LoopbackPrometheus::healthy, Duration.ofSeconds(10));
        farEnds.forEach(LoopbackPrometheus::close);
        return source;
    }

    @Override
    protected MetricSource withSilentFarEnd(Duration timeout) {
        return over(this::silence, timeout);
    }

    @Override
    protected MetricSource babbling(String answer) {
        return over(asked -> Reply.of(200, answer), Duration.ofSeconds(10));
    }

    @Override
    protected void closeFarEnds() {
        over.countDown();
        farEnds.forEach(LoopbackPrometheus::close);
    }

    private MetricSource over(Function<Asked, Reply> script, Duration timeout) {
        LoopbackPrometheus farEnd = LoopbackPrometheus.start(script);
        farEnds.add(farEnd);
        return MetricSources.open(Systems.quick(farEnd.url(), timeout), new Systems.Vault(), Clock.systemUTC());
    }

    private Reply silence(Asked asked) {
        try {
            over.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Reply.of(500, "");
    }

    private static List<Sample> samples(Asked asked, Map<Population, Reading.Counters> truth) {
        if (asked.query().equals("vector(1)") || asked.query().startsWith("count(")) {
            return List.of(Scraped.sample("1"));
        }
        List<Sample> samples = new ArrayList<>();
        truth.forEach((population, counters) -> {
            if (asked.query().contains("destination_workload=" + Questions.quoted(population.workload()))
                    && asked.query().contains("_namespace=" + Questions.quoted(population.namespace()))) {
                counters.series().forEach((pod, series) -> samples.addAll(samples(asked.topic(), pod, series)));
            }
        });
        return samples;
    }

    private static List<Sample> samples(Topic topic, String pod, Reading.Series series) {
        boolean timed = !series.latency().buckets().isEmpty();
        return switch (topic) {
            case REQUESTS ->
                List.of(
                        Scraped.sample(text(series.requests() - series.bad()), "pod", pod, "response_code", "200"),
                        Scraped.sample(text(series.bad()), "pod", pod, "response_code", "500"));
            case SAMPLE_TIMES ->
                List.of(Scraped.sample(
                        BigDecimal.valueOf(series.sampledAt().toEpochMilli(), 3).toPlainString(), "pod", pod));
            case BUCKETS ->
                series.latency().buckets().stream()
                        .map(bucket -> Scraped.sample(text(bucket.count()), "pod", pod, "le", edge(bucket.upperEdge())))
                        .toList();
            case SUMS ->
                timed ? List.of(Scraped.sample(Double.toString(series.latency().sum()), "pod", pod)) : List.of();
        };
    }

    private static String text(long count) {
        return Long.toString(count);
    }

    private static String edge(double upper) {
        return Double.isInfinite(upper) ? "+Inf" : Double.toString(upper);
    }
}
