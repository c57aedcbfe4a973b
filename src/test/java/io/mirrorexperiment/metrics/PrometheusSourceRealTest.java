package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.real.WireProxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The contract of every source, kept against a real Prometheus; what that never says is put into its mouth on the wire. */
class PrometheusSourceRealTest extends MetricSourceContract {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> farEnds = new ArrayDeque<>();

    @Override
    protected MetricSource knowing(Map<Population, Reading.Counters> truth) {
        return over(fed(truth).url(), TEN_SECONDS);
    }

    @Override
    protected MetricSource withoutFarEnd() {
        FedPrometheus prometheus = fed(Map.of(Systems.REVIEWS, Scraped.twoPodsRead(Instant.now())));
        prometheus.program().stop();
        return over(prometheus.url(), TEN_SECONDS);
    }

    @Override
    protected MetricSource withSilentFarEnd(Duration timeout) {
        return over(spoiled().silent().url(), timeout);
    }

    @Override
    protected MetricSource babbling(String answer) {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        byte[] said = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n" + answer)
                .getBytes(StandardCharsets.UTF_8);
        return over(spoiled().changing(real -> said).url(), TEN_SECONDS);
    }

    private FedPrometheus fed(Map<Population, Reading.Counters> truth) {
        FedPrometheus prometheus = new FedPrometheus(truth, "");
        farEnds.push(prometheus);
        return prometheus;
    }

    private WireProxy spoiled() {
        URI real = farEnds.stream()
                .filter(FedPrometheus.class::isInstance)
                .map(farEnd -> ((FedPrometheus) farEnd).url())
                .findFirst()
                .orElseGet(() -> fed(Map.of(Systems.REVIEWS, Scraped.twoPodsRead(Instant.now())))
                        .url());
        WireProxy proxy = WireProxy.before(real);
        farEnds.push(proxy);
        return proxy;
    }

    private static MetricSource over(URI url, Duration timeout) {
        return MetricSources.open(Systems.quick(url, timeout), new Systems.Vault(), Clock.systemUTC());
    }

    @Override
    protected void closeFarEnds() {
        try {
            for (AutoCloseable farEnd : farEnds) {
                farEnd.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
