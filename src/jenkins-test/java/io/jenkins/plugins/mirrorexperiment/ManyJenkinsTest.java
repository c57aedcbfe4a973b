package io.jenkins.plugins.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Many gates wait on one controller: that costs journals, and no threads. */
@Timeout(400)
class ManyJenkinsTest {
    private static final int GATES = 50;

    /**
     * The pool's 10, the 32 that all metrics clients share, and what the cluster's client keeps for a minute after each burst of the pool's
     * calls. Measured: 82 with 50 gates, while two for each gate would be 100 by themselves.
     */
    private static final int THREADS = 100;

    /** A shop that has a dark version and copies of its own already: fifty may watch one mirror. */
    private static final String OWN_MIRROR = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: reviews-v2, namespace: default, labels: {app: reviews, version: v2}}
            spec:
              replicas: 1
              selector: {matchLabels: {app: reviews, version: v2}}
              template:
                metadata: {labels: {app: reviews, version: v2}}
                spec:
                  serviceAccountName: bookinfo-reviews
                  containers:
                  - {name: reviews, image: "example/reviews:2.0", ports: [{containerPort: 9080}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: default}
            spec:
              hosts: [reviews]
              http:
              - route:
                - destination: {host: reviews, subset: v1}
                mirror: {host: reviews, subset: v2}
                mirrorPercentage: {value: 100}
            """;

    @RegisterExtension
    final JenkinsSessionExtension session = new JenkinsSessionExtension();

    @Test
    void fiftyGatesTakeNoMoreThreadsThanThePoolHas() throws Throwable {
        session.then(jenkins -> {
            try (Shop shop = Shop.open()) {
                shop.sandbox().apply(OWN_MIRROR);
                assertThat(shop.sandbox().awaitPods(Duration.ofMinutes(1))).isTrue();
                shop.introduce();
                Map<String, Long> before = threads();

                Gate gate = Gate.begun(jenkins, script());
                Patiently.until("all look", Duration.ofMinutes(3), () -> looking(gate) == GATES);
                Map<String, Long> during = threads();

                gate.ends(Result.SUCCESS);
                List<Journal> journals = gate.journals();
                assertThat(journals).hasSize(GATES).allMatch(ManyJenkinsTest::conforms);
                gate.settles();
                assertThat(during.getOrDefault("mirror-experiment #", 0L)).isLessThanOrEqualTo(10);
                assertThat(during.getOrDefault("metrics-", 0L)).isLessThanOrEqualTo(32);
                assertThat(ours(during) - ours(before)).isLessThanOrEqualTo(THREADS);
            }
        });
    }

    private static long looking(Gate gate) {
        return gate.journals().stream()
                .filter(journal -> journal.has(Entry.Iterated.class))
                .count();
    }

    private static boolean conforms(Journal journal) {
        return journal.last(Entry.Judged.class).orElseThrow().verdict() == Verdict.CONFORMS;
    }

    private static String script() {
        return IntStream.range(0, GATES)
                .mapToObj(number -> "g" + number + ": { " + Shop.step("mirrorExperiment", spec(number)) + " }")
                .collect(Collectors.joining(",\n", "parallel(", ")"));
    }

    private static String spec(int number) {
        return """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: reviews-v2-%d, namespace: default}
                spec:
                  service: reviews
                  live: {version: v1}
                  dark: {deployment: reviews-v2}
                  mirror: {via: existing, flowWithin: 20s}
                  metrics: {prometheus: {url: "http://replaced-by-the-profile"}}
                  objectives:
                  - {metric: error-rate, upperLimit: 0.05}
                  duration: {interval: 2s, iterations: 30, warmUp: 1}
                  decision: {rule: point, failFast: false}
                """.formatted(number);
    }

    /** Those that the plugin makes; the sandbox's own, in the same process, are not counted. */
    private static long ours(Map<String, Long> threads) {
        return threads.entrySet().stream()
                .filter(kind -> kind.getKey().startsWith("mirror-experiment")
                        || kind.getKey().startsWith("metrics-")
                        || kind.getKey().startsWith("OkHttp"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("[0-9]+.*$", ""), TreeMap::new, Collectors.counting()));
    }
}
