package io.mirrorexperiment.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Totals;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** World: ten requests a second, scraped every five seconds, two minutes before the test begins; a route to both versions divides them. */
class RetrospectTest {
    private static final List<String> BOTH = List.of("reviews-v1", "reviews-v2");

    @Test
    void eachVersionHasTheRequestsOfTheWindow() {
        try (World world = new World(Scenes.plain())) {
            Map<String, Totals> seen = past(world).of(system(world), BOTH, Duration.ofMinutes(1));

            assertThat(seen.get("reviews-v1"))
                    .satisfies(live -> assertThat(live.requests()).isBetween(550L, 650L));
            assertThat(seen.get("reviews-v2")).isEqualTo(Totals.NONE);
        }
    }

    /** Its series begins within the window; what it has counted since is no less than the truth. */
    @Test
    void aVersionThatBeganWithinTheWindowHasRequests() {
        try (World world = new World(Scenes.plain())) {
            world.api.apply(Scenes.deployment("v2", 1));
            world.calm();
            world.begin();

            Map<String, Totals> seen = past(world).of(system(world), BOTH, Duration.ofMinutes(3));

            assertThat(seen.values()).hasSize(2).allSatisfy(totals -> assertThat(totals.requests())
                    .isPositive());
        }
    }

    /** What all of them have counted is not of the window then. */
    @Test
    void aWindowFromBeforeTheSystemRemembersHasNothing() {
        try (World world = new World(Scenes.plain())) {
            assertThat(past(world).of(system(world), BOTH, Duration.ofHours(2)))
                    .allSatisfy((name, totals) -> assertThat(totals).isEqualTo(Totals.NONE));
        }
    }

    @Test
    void whyASystemCannotBeUsedIsToldInWords() {
        try (World world = new World(Scenes.plain())) {
            assertThat(past(world).trouble(system(world))).isEmpty();
            assertThat(past(world).trouble(system("http://127.0.0.1:1")))
                    .hasValueSatisfying(words -> assertThat(words).contains("127.0.0.1:1"));
        }
    }

    private static Retrospect past(World world) {
        return new Retrospect(
                world.cluster(),
                path -> {
                    throw new java.io.IOException(path);
                },
                world.clock,
                "default");
    }

    private static MetricsSystem system(World world) {
        return system(world.metrics.url());
    }

    private static MetricsSystem system(String url) {
        return new MetricsSystem(
                URI.create(url),
                new MetricsSystem.Auth.None(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "destination",
                Duration.ofSeconds(10));
    }
}
