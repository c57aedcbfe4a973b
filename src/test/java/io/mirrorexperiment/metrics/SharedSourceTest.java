package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Asked;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs of one process that ask one Prometheus. */
@Timeout(60)
class SharedSourceTest {
    private static final Population LIVE = new Population("default", "reviews-v1");
    private static final Population DARK = new Population("default", "reviews-v2");
    private static final Population OTHER = new Population("shop", "cart-v2");
    private static final String NOTHING = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private LoopbackPrometheus server = start(asked -> Reply.of(200, NOTHING));

    private static LoopbackPrometheus start(Function<Asked, Reply> script) {
        return LoopbackPrometheus.start(script);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private MetricSource open() {
        return new MetricsPool(Clock.systemUTC(), Calls.NONE)
                .open(Systems.plain(URI.create(server.url().toString())), "default", new Systems.Vault(), Pods.NONE);
    }

    @Test
    void twoRunsThatLookAtOneTimeAskFourQuestions() {
        MetricSource source = open();
        source.expect(Set.of(LIVE, DARK), now);
        source.expect(Set.of(OTHER), now.plusMillis(300));

        Reading live = await(source.counters(LIVE, now));
        Reading dark = await(source.counters(DARK, now));
        Reading other = await(source.counters(OTHER, now.plusMillis(400)));

        assertThat(server.asked()).hasSize(4).allMatch(asked -> asked.method().equals("POST"));
        assertThat(live).isInstanceOf(Reading.Absent.class);
        assertThat(dark).isInstanceOf(Reading.Absent.class);
        assertThat(other).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void whoComesNextIsAskedForBeforeTheLastHasCome() {
        MetricSource source = open();
        source.expect(Set.of(LIVE, DARK), now);
        source.expect(Set.of(OTHER), now.plusMillis(600));
        await(source.counters(LIVE, now));
        assertThat(server.asked()).hasSize(4);

        await(source.counters(DARK, now.plusMillis(400)));
        untilAsked(server, 8);
        await(source.counters(OTHER, now.plusMillis(600)));

        assertThat(server.asked()).hasSize(8).allMatch(asked -> asked.method().equals("POST"));
    }

    /** Nobody waits for what was asked ahead. */
    private static void untilAsked(LoopbackPrometheus server, int asked) {
        Instant end = Instant.now().plusSeconds(20);
        while (server.asked().size() < asked && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whoIsNotExpectedYetAsksForItself() {
        MetricSource source = open();
        source.expect(Set.of(LIVE, DARK), now.plusSeconds(10));

        await(source.counters(LIVE, now));

        assertThat(server.asked()).hasSize(4).allMatch(asked -> asked.method().equals("GET"));
    }

    @Test
    void anAnswerServesOneLookOnly() {
        MetricSource source = open();
        source.expect(Set.of(LIVE, DARK), now);
        await(source.counters(LIVE, now));
        await(source.counters(DARK, now));

        await(source.counters(DARK, now));

        assertThat(server.asked()).hasSize(8);
    }

    @Test
    void anAnswerIsNotForWhoComesLate() {
        MetricSource source = open();
        source.expect(Set.of(LIVE, DARK), now);
        await(source.counters(LIVE, now));

        await(source.counters(DARK, now.plusSeconds(2)));

        assertThat(server.asked()).hasSize(8);
    }

    @Test
    void whereTheServerRefusesJointQuestionsEachAsksForItself() {
        server.close();
        server = start(asked -> asked.method().equals("POST") ? Reply.of(405, "no") : Reply.of(200, NOTHING));
        MetricSource source = open();
        source.expect(Set.of(LIVE, DARK), now);

        Reading live = await(source.counters(LIVE, now));
        Reading dark = await(source.counters(DARK, now));

        assertThat(live).isInstanceOf(Reading.Absent.class);
        assertThat(dark).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void systemsOfOneAddressAreOneWhereNobodySignsIn() {
        MetricsPool pool = new MetricsPool(Clock.systemUTC(), Calls.NONE);
        URI url = URI.create(server.url().toString());

        MetricSource one = pool.open(Systems.plain(url), "default", new Systems.Vault(), Pods.NONE);

        assertThat(pool.open(Systems.plain(url), "shop", new Systems.Vault(), Pods.NONE))
                .isSameAs(one);
        assertThat(pool.open(Systems.tls(url, false), "default", new Systems.Vault(), Pods.NONE))
                .isNotSameAs(pool.open(Systems.tls(url, false), "shop", new Systems.Vault(), Pods.NONE));
    }
}
