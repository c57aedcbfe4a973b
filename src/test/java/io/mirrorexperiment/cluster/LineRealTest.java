package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.Line;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real API server at the end of a line that is cut, goes dead and comes back. */
@Timeout(60)
class LineRealTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Ground ground = Ground.real();
    private final Line line = Line.to(Bed.up().api());
    private final Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()
                    .replace(Bed.up().api().toString(), line.near().toString()))
            .withRequestTimeout(TIMEOUT));
    private final Cluster direct = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
    private final Address address = new Address(Kind.CONFIG_MAP, ground.namespace(), "one");

    @AfterEach
    void close() {
        cluster.close();
        direct.close();
        line.close();
        ground.close();
    }

    private Manifest make() {
        return direct.create(Manifest.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "one", "namespace", ground.namespace()),
                "data",
                Map.of("key", "a"))));
    }

    @Test
    void aServerThatComesBackIsReachedByWhoeverKnewItBefore() {
        make();
        assertThat(cluster.read(address)).isPresent();
        line.down();
        ClusterException away = catchThrowableOfType(ClusterException.class, () -> cluster.read(address));
        line.up();

        Optional<Manifest> back = cluster.read(address);

        assertThat(away.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(away).hasMessageStartingWith("cannot read ConfigMap ").hasMessageContaining("no answer from");
        assertThat(back).isPresent();
    }

    @Test
    void aConnectionThatIsCutBetweenTwoReadsIsNoTrouble() {
        make();
        for (int i = 0; i < 20; i++) {
            assertThat(cluster.read(address)).isPresent();
            line.cut();
        }
    }

    @Test
    void aListThatIsCutInTheMiddleIsReadAgainAsAWhole() {
        TextStore texts = new TextStore(direct);
        IntStream.range(0, 40)
                .parallel()
                .forEach(i -> texts.create(ground.namespace(), "m" + i, Map.of("run", "r"), "x".repeat(20_000)));
        assertThat(cluster.serves(Kind.CONFIG_MAP)).isTrue();
        line.cutAfterAnswered(200_000);

        List<StoredText> read = new TextStore(cluster).list(Optional.of(ground.namespace()), Map.of("run", "r"));

        assertThat(read).hasSize(40).allMatch(text -> text.text().length() == 20_000);
    }

    @Test
    void aDeadLineIsGivenUpInTime() {
        make();
        cluster.read(address);
        line.dead(true);
        long start = System.nanoTime();

        ClusterException silent = catchThrowableOfType(ClusterException.class, () -> cluster.read(address));

        assertThat(silent.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(silent).hasMessageContaining("nothing within 3.0 s");
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(TIMEOUT.multipliedBy(2).plusSeconds(2));
    }

    @Test
    void aWriteWhoseAnswerIsCutIsDoneOnceOrNotAtAll() {
        Manifest made = make();
        int unknown = 0;
        for (int i = 1; i <= 10; i++) {
            Manifest before = cluster.read(address).orElseThrow();
            line.cutAfterAnswered(1);
            try {
                cluster.replace(before.with("v" + i, "data", "key"));
            } catch (ClusterException lost) {
                assertThat(lost.reason()).isIn(Reason.UNREACHABLE, Reason.CONFLICT);
                unknown++;
            }
            Manifest after = direct.read(address).orElseThrow();
            assertThat(after.text("data", "key")).isIn(Optional.of("v" + i), before.text("data", "key"));
        }

        assertThat(unknown).isEqualTo(10);
        assertThat(direct.read(address).orElseThrow().uid()).isEqualTo(made.uid());
    }

    @Test
    void aClaimIsTakenInTheEndAndByOneHolderOnly() {
        Claims claims = new Claims(cluster, Clock.systemUTC());
        Claims others = new Claims(direct, Clock.systemUTC());
        Claim ours = claim("ours");
        for (int attempt = 0; attempt < 6; attempt++) {
            line.cutAfterAnswered(1 + attempt * 700L);
            try {
                claims.take(ours);
            } catch (ClusterException cut) {
                assertThat(cut.reason()).isIn(Reason.UNREACHABLE, Reason.CONFLICT);
            }
        }
        line.cutAfterAnswered(Long.MAX_VALUE);

        Grant grant = claims.take(ours);

        assertThat(grant).isEqualTo(new Grant.Granted(ours));
        assertThat(others.take(claim("theirs"))).isInstanceOf(Grant.Held.class);
        assertThat(direct.list(Kind.LEASE, Optional.of(ground.namespace()), Map.of()))
                .hasSize(2);
        assertThat(claims.confirm(ours)).isTrue();
    }

    private Claim claim(String who) {
        List<Address> targets = List.of(
                new Address(Kind.SERVICE, ground.namespace(), "reviews"),
                new Address(Kind.DEPLOYMENT, ground.namespace(), "reviews-v1"));
        return new Claim(targets, who, "shop." + who + ".1", 1, Instant.EPOCH, Map.of());
    }
}
