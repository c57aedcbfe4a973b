package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The path of somebody who has a service on a real mesh and no spec: init, check, plan, run; not a line is edited. */
@Timeout(900)
@Order(4)
class InitRealTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aStrangerGetsFromAServiceToAVerdict() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        try (RealShop shop = RealShop.open(home)) {
            Path spec = folder.resolve("reviews-v2.yaml");
            String found = shop.kubectl("get", "virtualservices,destinationrules,deployments", "-o", "name");

            Typed init = shop.type(
                    shop.admin(),
                    "init",
                    "reviews",
                    "-n",
                    shop.namespace(),
                    "--prometheus",
                    Bed.up().prometheus().toString(),
                    "--dark-image",
                    "testbed.local/reviews:2.0",
                    "-o",
                    spec.toString());

            assertThat(init.code()).as(init.out() + init.err()).isZero();
            assertThat(shop.kubectl("get", "virtualservices,destinationrules,deployments", "-o", "name"))
                    .isEqualTo(found);
            assertThat(Files.readString(spec))
                    .contains("with a sidecar", "image: \"testbed.local/reviews:2.0\"")
                    .doesNotContain("EDIT");
            Typed check = shop.type(shop.admin(), "check", spec.toString());
            assertThat(check.code()).as(check.out() + check.err()).isZero();
            Typed plan = shop.type(shop.admin(), "plan", spec.toString());
            assertThat(plan.code()).as(plan.out() + plan.err()).isZero();

            // The soak is two minutes; what it is for is shown elsewhere.
            Typed run = shop.type(shop.admin(), "run", spec.toString(), "--set", "spec.decision.soak=0s", "--plain");

            assertThat(run.code()).as(run.out() + run.err()).isZero();
            assertThat(run.lastLine()).contains("outcome=promoted", "cause=objectives-met");
            assertThat(shop.kubectl("get", "deployment", "reviews-v1", "-o", "jsonpath={..image}"))
                    .contains("reviews@sha256:");
        }
    }
}
