package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Proxies.edge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.mirrorexperiment.graph.Edge;
import io.mirrorexperiment.graph.Flow;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.real.PrometheusProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The questions about traffic, put to a real Prometheus that scrapes counters which rise with its own time. */
@Timeout(120)
class TrafficRealTest {
    private static final Map<String, String> SOURCE =
            edge("source", "travel-portal/voyages-v1", "travels", "travel-agency/travels-v1");
    private static final Map<String, String> DATABASE =
            edge("source", "travel-agency/travels-v1", "mysqldb", "travel-agency/mysqldb-v1");

    @Test
    void aRealPrometheusUnderstandsThem() throws IOException {
        Instant start = Instant.now();
        HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/metrics", exchange -> {
            double seconds = (double) Duration.between(start, Instant.now()).toMillis() / 1000;
            byte[] text = new Proxies()
                    .requests(SOURCE, 200, "-", 90 * seconds)
                    .requests(SOURCE, 503, "UO", 10 * seconds)
                    .latencies(SOURCE, 10, 100 * seconds, 500 * seconds)
                    .tcp(DATABASE, 2000 * seconds, 300 * seconds, seconds)
                    .text()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        target.start();
        try (PrometheusProgram program = PrometheusProgram.start(
                        """
                        global: {scrape_interval: 200ms, scrape_timeout: 200ms}
                        scrape_configs: [{job_name: pods, static_configs: [{targets: ['127.0.0.1:%d']}]}]
                        """.formatted(target.getAddress().getPort()));
                MetricSource source =
                        new PrometheusSource(Systems.plain(program.url()), new Systems.Vault(), Clock.systemUTC())) {
            List<Edge> edges = seen(source);

            Flow requests = edges.get(1).atSource().orElseThrow();
            assertThat(edges.get(0).isTcp()).isTrue();
            assertThat(requests.errorShare()).isCloseTo(0.1, within(0.01));
            assertThat(requests.flags()).containsOnlyKeys("UO");
            assertThat(requests.latency().p95().orElseThrow()).isCloseTo(9.5, within(0.1));
            assertThat(requests.latency().mean().orElseThrow()).isCloseTo(5, within(0.1));
        } finally {
            target.stop(0);
        }
    }

    /** Once there are rates of everything, which takes two scrapes. */
    private static List<Edge> seen(MetricSource source) {
        Scope scope = new Scope.Namespaces(Set.of("travel-agency", "travel.portal"));
        while (!Thread.currentThread().isInterrupted()) {
            Sight sight = Systems.await(source.traffic(scope, Instant.now(), Duration.ofMinutes(1)));
            assertThat(sight).isInstanceOf(Sight.Seen.class);
            List<Edge> edges = ((Sight.Seen) sight).graph().edges();
            boolean whole = edges.size() == 2
                    && edges.get(1)
                            .atSource()
                            .flatMap(flow ->
                                    flow.latency().p95().stream().boxed().findFirst())
                            .isPresent();
            if (whole) {
                return edges;
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("interrupted");
    }
}
