package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.mirrorexperiment.real.Ground;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run while others keep editing the very same objects of a real API server: nobody's edit is lost, theirs or ours. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class WritersRealTest {
    private static final Duration OFTEN = Duration.ofMillis(50);

    /** The deployment controller copies each annotation to the ReplicaSet first: edited faster than that, a Deployment has no status. */
    private static final Duration SELDOM = Duration.ofMillis(500);

    private static final String ROUTE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews}
            spec:
              hosts: [reviews]
              http:
              - name: all
                retries: {attempts: 3, perTryTimeout: 2s}
                route: [{destination: {host: reviews, subset: v1}}]
            """;

    @Test
    void nothingOfAnyonesIsLost(@TempDir Path folder) throws InterruptedException {
        try (RealShop shop = RealShop.open(folder);
                KubernetesClient client = client(shop.ground())) {
            shop.ground().apply(ROUTE);
            String before = routes(shop);
            List<Writer> writers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                writers.add(
                        new Writer(client, OFTEN, "networking.istio.io/v1", "VirtualService", "reviews", "route-" + i));
                writers.add(
                        new Writer(client, OFTEN, "networking.istio.io/v1", "DestinationRule", "reviews", "rule-" + i));
                writers.add(new Writer(client, SELDOM, "apps/v1", "Deployment", "reviews-v1", "live-" + i));
            }
            writers.forEach(Thread::start);

            Typed run = shop.type(shop.admin(), "run", shop.spec().toString());

            for (Writer writer : writers) {
                writer.end();
            }
            assertThat(run.lastLine()).as(run.out()).contains("outcome=promoted", "exit=0");
            assertThat(writers).allSatisfy(Writer::assertNothingLost);
            assertThat(writers.stream()
                            .mapToInt(writer -> writer.conflicts.get())
                            .sum())
                    .as("edits that came second")
                    .isPositive();
            assertThat(routes(shop)).isEqualTo(before);
            assertThat(shop.kubectl("get", "deployment", "reviews-v1", "-o", "jsonpath={..image}"))
                    .startsWith("testbed.local/reviews@sha256:");
            assertThat(shop.customers().count().losses()).isEmpty();
            System.err.println("edits of others beside a run: "
                    + writers.stream().mapToInt(writer -> writer.edits.get()).sum() + ", of which "
                    + writers.stream()
                            .mapToInt(writer -> writer.conflicts.get())
                            .sum()
                    + " had to be made anew; lost: none");
        }
    }

    private static KubernetesClient client(Ground ground) {
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(ground.kubeconfig()))
                .build();
    }

    private static String routes(RealShop shop) {
        return shop.kubectl(
                "get",
                "virtualservices,destinationrules",
                "-o",
                "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.spec}{\"\\n\"}{end}");
    }

    /** Counts in an annotation of its own, again and again, as every careful controller edits: read, change, compare and set. */
    private static final class Writer extends Thread {
        private final KubernetesClient client;
        private final Duration pause;
        private final Resource<GenericKubernetesResource> object;
        private final String note;
        private final AtomicInteger edits = new AtomicInteger();
        private final AtomicInteger conflicts = new AtomicInteger();
        private volatile boolean going = true;

        Writer(KubernetesClient client, Duration pause, String apiVersion, String kind, String name, String note) {
            super("writer-" + note);
            setDaemon(true);
            this.client = client;
            this.pause = pause;
            this.object = client.genericKubernetesResources(apiVersion, kind)
                    .inNamespace(client.getNamespace())
                    .withName(name);
            this.note = "example.org/" + note;
        }

        @Override
        public void run() {
            while (going) {
                edit();
                LockSupport.parkNanos(pause.toNanos());
            }
        }

        private void edit() {
            GenericKubernetesResource today = object.get();
            Map<String, String> notes = new TreeMap<>(
                    Optional.ofNullable(today.getMetadata().getAnnotations()).orElse(Map.of()));
            notes.merge(note, "1", (old, one) -> Integer.toString(Integer.parseInt(old) + 1));
            today.getMetadata().setAnnotations(notes);
            try {
                client.resource(today).lockResourceVersion().update();
                edits.incrementAndGet();
            } catch (KubernetesClientException e) {
                assertThat(e.getCode()).isEqualTo(409);
                conflicts.incrementAndGet();
            }
        }

        void end() throws InterruptedException {
            going = false;
            join(30_000);
        }

        void assertNothingLost() {
            assertThat(isAlive()).isFalse();
            assertThat(edits.get()).as(note).isPositive();
            assertThat(object.get().getMetadata().getAnnotations()).containsEntry(note, Integer.toString(edits.get()));
        }
    }
}
