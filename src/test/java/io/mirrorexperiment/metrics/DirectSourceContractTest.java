package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

class DirectSourceContractTest extends MetricSourceContract {
    private final List<LoopbackPods> farEnds = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    protected MetricSource knowing(Map<Population, Reading.Counters> truth) {
        return over(LoopbackPods.knowing(truth), Duration.ofSeconds(10));
    }

    @Override
    protected MetricSource withoutFarEnd() {
        MetricSource source = over(some(text -> ""), Duration.ofSeconds(10));
        farEnds.forEach(LoopbackPods::close);
        return source;
    }

    @Override
    protected MetricSource withSilentFarEnd(Duration timeout) {
        return over(some(this::silence), timeout);
    }

    @Override
    protected MetricSource babbling(String answer) {
        return over(some(text -> answer), Duration.ofSeconds(10));
    }

    /** Pods tell of now. */
    @Override
    protected Reading.Counters read(Reading.Counters known) {
        Map<String, Reading.Series> dated = new TreeMap<>();
        known.series()
                .forEach((pod, series) ->
                        dated.put(pod, new Reading.Series(at, series.requests(), series.bad(), series.latency())));
        return new Reading.Counters(dated);
    }

    @Override
    protected void closeFarEnds() {
        over.countDown();
        farEnds.forEach(LoopbackPods::close);
    }

    private MetricSource over(LoopbackPods pods, Duration timeout) {
        farEnds.add(pods);
        return MetricSources.open(pods.system(timeout), new Systems.Vault(), pods, Clock.fixed(at, ZoneOffset.UTC));
    }

    private static LoopbackPods some(Function<Optional<String>, String> script) {
        return new LoopbackPods(script)
                .put(new Population("default", "reviews-v1"), "live-1", "")
                .put(new Population("default", "reviews-v1"), "live-2", "");
    }

    private String silence(Optional<String> text) {
        try {
            over.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }
}
