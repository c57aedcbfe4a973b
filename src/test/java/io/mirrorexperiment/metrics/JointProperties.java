package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Who is asked about together with others is told what it would be told alone, whatever a server that evaluates PromQL has scraped. */
class JointProperties {
    private static final List<String> NAMESPACES = List.of("default", "shop", "a.b");

    /** The dots fit each other's patterns unless they are escaped. */
    private static final List<String> WORKLOADS = List.of("reviews-v1", "reviews-v2", "a.b", "axb", "cart");

    @Property(tries = 25)
    void togetherIsWhatEachIsAlone(@ForAll Random random) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (MetricsServer server = MetricsServer.start(MetricsOptions.silent());
                PrometheusSource source = new PrometheusSource(
                        Systems.plain(URI.create(server.url())), new Systems.Vault(), Clock.systemUTC())) {
            scrape(server, random, now);
            List<Population> asked = some(random);

            Map<Population, Reading> together = await(source.together(asked, now));

            assertThat(together).hasSameSizeAs(asked);
            for (Population population : asked) {
                assertThat(together.get(population)).isEqualTo(await(source.counters(population, now)));
            }
        }
    }

    private static List<Population> some(Random random) {
        List<Population> some = new ArrayList<>();
        NAMESPACES.forEach(namespace -> WORKLOADS.stream()
                .filter(workload -> random.nextBoolean())
                .forEach(workload -> some.add(new Population(namespace, workload))));
        some.add(new Population("nowhere", "nobody"));
        return some;
    }

    /** Some have no pod, some one that is scraped twice, some no latencies, some a past that is too old. */
    private static void scrape(MetricsServer server, Random random, Instant now) {
        for (String namespace : NAMESPACES) {
            for (String workload : WORKLOADS) {
                for (int pod = random.nextInt(3); pod > 0; pod--) {
                    Map<String, String> target = Map.of(
                            "pod",
                            workload + "-" + pod,
                            "instance",
                            "10.0.0." + pod,
                            "job",
                            random.nextInt(5) == 0 ? "envoy" : "pods");
                    int age = random.nextInt(8) == 0 ? 120 : 1 + random.nextInt(20);
                    server.ingest(exposition(namespace, workload, random), target, now.minusSeconds(age));
                }
            }
        }
    }

    private static String exposition(String namespace, String workload, Random random) {
        String whom = "reporter=\"%s\",destination_workload=\"%s\",destination_workload_namespace=\"%s\""
                .formatted(random.nextInt(6) == 0 ? "source" : "destination", workload, namespace);
        long good = random.nextInt(1000);
        long bad = random.nextInt(100);
        String counts = """
                istio_requests_total{%1$s,response_code="200"} %2$d
                istio_requests_total{%1$s,response_code="503"} %3$d
                """.formatted(whom, good, bad);
        return random.nextInt(5) == 0 ? counts : counts + """
                        istio_request_duration_milliseconds_bucket{%1$s,le="5"} %2$d
                        istio_request_duration_milliseconds_bucket{%1$s,le="+Inf"} %3$d
                        istio_request_duration_milliseconds_sum{%1$s} %4$s
                        """.formatted(whom, good / 2, good + bad, good * 1.5);
    }
}
