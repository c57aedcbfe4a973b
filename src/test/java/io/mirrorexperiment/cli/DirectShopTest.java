package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands on a shop whose sidecars are asked themselves, by way of its API server. */
@Timeout(180)
class DirectShopTest {
    @ParameterizedTest
    @CsvSource({"errors=0, 0, objectives-met", "errors=0.5, 1, objective-breached"})
    void aRunEndsAsItsDarkVersionDeserves(String dark, int code, String cause) {
        try (Shop shop = Shop.open(dark, DemoMetrics.DIRECT)) {
            Typed run = shop.type("run", shop.spec(), "--plain");

            assertThat(run.lastLine()).contains("cause=" + cause + " ");
            assertThat(run.code()).as(run.out()).isEqualTo(code);
        }
    }

    @Test
    void checkAndPlanWatchTheLiveVersionFirstAndSaySo() {
        try (Shop shop = Shop.open("errors=0", DemoMetrics.DIRECT)) {
            Snapshot before = shop.snapshot();

            Typed check = shop.type("check", shop.spec());
            Typed plan = shop.type("plan", shop.spec());

            assertThat(check.code()).as(check.out()).isZero();
            assertThat(check.err()).contains("Pods tell of now only: watching the live version for");
            assertThat(check.out()).contains("requests, 0 failed, in the baseline window");
            assertThat(plan.code()).as(plan.out()).isZero();
            assertThat(plan.out()).contains("live has ", "requests per second");
            assertThat(shop.snapshot()).isEqualTo(before);
        }
    }
}
