package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.Systems.REVIEWS;
import static io.mirrorexperiment.metrics.Systems.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.metrics.LoopbackPrometheus.Reply;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CallsTest {
    private final List<Call> heard = new CopyOnWriteArrayList<>();

    @Test
    void everyQuestionIsHeardOfBeforeItsAnswer() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                MetricSource source = counted(server.url(), heard::add)) {
            await(source.counters(REVIEWS, Instant.now()));

            assertThat(heard).hasSize(server.asked().size());
            assertThat(heard).allSatisfy(call -> {
                assertThat(call.system()).isEqualTo(Call.Asked.PROMETHEUS);
                assertThat(call.status()).contains(200);
                assertThat(call.took()).isPositive();
            });
        }
    }

    @Test
    void anErrorStatusIsHeardOf() {
        try (LoopbackPrometheus server = LoopbackPrometheus.start(asked -> Reply.of(503, "busy"));
                MetricSource source = counted(server.url(), heard::add)) {
            await(source.trouble());

            assertThat(heard).extracting(Call::status).containsExactly(Optional.of(503));
        }
    }

    @Test
    void soIsAQuestionWithoutAnAnswer() {
        URI nobody;
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy)) {
            nobody = server.url();
        }
        try (MetricSource source = counted(nobody, heard::add)) {
            await(source.trouble());

            assertThat(heard).extracting(Call::status).containsExactly(Optional.empty());
        }
    }

    @Test
    void aMistakeInCountingCostsNothing() {
        Calls broken = call -> {
            throw new IllegalStateException("no counter");
        };
        try (LoopbackPrometheus server = LoopbackPrometheus.start(LoopbackPrometheus::healthy);
                MetricSource source = counted(server.url(), broken)) {
            assertThat(await(source.counters(REVIEWS, Instant.now()))).isInstanceOf(Reading.Counters.class);
        }
    }

    private static MetricSource counted(URI url, Calls calls) {
        return MetricSources.open(Systems.plain(url), new Systems.Vault(), Pods.NONE, Clock.systemUTC(), calls);
    }
}
