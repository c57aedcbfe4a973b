package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kiali's tutorial on the real mesh: what the travels demo claims in the sandbox is so there, by the same looks at the same counters. The
 * tables stay in {@code target/travels-….txt}.
 */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class TravelsRealTest {
    @SuppressWarnings("NullAway.Init")
    private TourBed place;

    @BeforeAll
    void opens(@TempDir Path folder) {
        place = TourBed.open(folder);
    }

    @AfterAll
    void closes() {
        if (place != null) {
            place.close();
        }
    }

    @Test
    void everyClaimHolds() throws IOException {
        Path shown = Path.of("target", "travels-whole.txt");
        try (PrintStream out = new PrintStream(Files.newOutputStream(shown), true, StandardCharsets.UTF_8)) {
            int code = new Tour(out, new TourPlan(1, Set.of()), place).play();

            assertThat(shown).content().contains("scenario=travels claims=25 failed=0 exit=0");
            assertThat(code).isZero();
        }
    }

    /** Four times as fast: nobody waits for what does not come. */
    @Test
    void withoutTheTimeoutThatRowAloneFails() throws IOException {
        Path shown = Path.of("target", "travels-without-timeout.txt");
        try (PrintStream out = new PrintStream(Files.newOutputStream(shown), true, StandardCharsets.UTF_8)) {
            Tour tour = new Tour(out, new TourPlan(4, Set.of(Broken.TIMEOUT)), place);

            tour.requestTimeouts();

            assertThat(tour.failed())
                    .extracting(TourClaim::words)
                    .as(Files.readString(shown))
                    .containsExactly("voyages.fr fails after its timeout");
        }
    }
}
