package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Ground;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every API server has to tell of its objects, and how little of them. */
abstract class FeedContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SELECTOR = "part=feed";

    final Ground ground;
    final Cluster cluster;
    private final List<Manifest> changed = new CopyOnWriteArrayList<>();
    private final List<Address> gone = new CopyOnWriteArrayList<>();

    FeedContract(Ground ground) {
        this.ground = ground;
        this.cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
    }

    @AfterEach
    void close() {
        cluster.close();
        ground.close();
    }

    @Test
    void tellsOfWhatIsThereAndComesAndChangesAndGoes() {
        Manifest first = cluster.create(map("first", "1"));
        try (Feed feed = open()) {
            await(() -> feed.isCurrent() && said("first") == 1);

            Manifest second = cluster.create(map("second", "1"));
            await(() -> said("second") == 1);
            cluster.replace(second.with("2", "data", "text"));
            await(() -> said("second") == 2);
            cluster.delete(first);
            await(() -> gone.size() == 1);

            assertThat(gone).containsExactly(new Address(Kind.CONFIG_MAP, cluster.namespace(), "first"));
            assertThat(feed.hasBegun()).isTrue();
        }
    }

    @Test
    void beginsWhereThereIsNothingYet() {
        try (Feed feed = open()) {
            await(feed::isCurrent);

            cluster.create(map("first", "1"));

            await(() -> said("first") == 1);
        }
    }

    @Test
    void tellsMetadataOnly() {
        cluster.create(map("first", "a secret of some length"));
        try (Feed feed = open()) {
            await(() -> feed.isCurrent() && said("first") == 1);
            cluster.create(map("second", "a secret of some length"));
            await(() -> said("second") == 1);

            assertThat(changed).allSatisfy(object -> {
                assertThat(object.kind()).isEqualTo(Kind.CONFIG_MAP);
                assertThat(object.tree()).containsOnlyKeys("apiVersion", "kind", "metadata");
                assertThat(object.resourceVersion()).isNotEmpty();
                assertThat(object.labels()).containsEntry("part", "feed");
            });
        }
    }

    @Test
    void tellsOfNoOthers() {
        cluster.create(map("other", "1").with("another", "metadata", "labels", "part"));
        cluster.create(map("first", "1"));
        try (Feed feed = open()) {
            await(() -> feed.isCurrent() && said("first") == 1);

            assertThat(changed).hasSize(1);
        }
    }

    private Feed open() {
        return cluster.feed(Kind.CONFIG_MAP, Optional.of(cluster.namespace()), SELECTOR, new Ear() {
            @Override
            public void changed(Manifest bare) {
                changed.add(bare);
            }

            @Override
            public void gone(Address address) {
                gone.add(address);
            }
        });
    }

    private long said(String name) {
        return changed.stream().filter(object -> object.name().equals(name)).count();
    }

    private Manifest map(String name, String text) {
        return Manifest.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", name, "namespace", cluster.namespace(), "labels", Map.of("part", "feed")),
                "data",
                Map.of("text", text)));
    }

    private void await(BooleanSupplier so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> "told: " + changed + ", gone: " + gone)
                    .isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
