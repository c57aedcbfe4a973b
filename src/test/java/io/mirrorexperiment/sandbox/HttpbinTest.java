package io.mirrorexperiment.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.sandbox.mesh.MeshOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HttpbinTest {
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void everyRequestIsServedByTheFirstVersionAndCopiedToTheSecond() throws Exception {
        SandboxOptions options = SandboxOptions.httpbin()
                .withMesh(MeshOptions.defaults().withSpeed(5))
                .withScrapeInterval(Duration.ofMillis(100));
        try (Sandbox sandbox = Sandbox.start(options)) {
            sandbox.apply(Httpbin.versions());
            sandbox.apply(Httpbin.mirroring());
            assertThat(sandbox.awaitPods(Duration.ofSeconds(30))).isTrue();
            sandbox.apply(Httpbin.load());

            while (requests(sandbox, "httpbin-v2", "destination") < 40) {
                LockSupport.parkNanos(50_000_000);
            }

            double live = requests(sandbox, "httpbin-v1", "destination");
            assertThat(requests(sandbox, "httpbin-v2", "destination")).isBetween(live * 0.6, live * 1.4);
            assertThat(requests(sandbox, "httpbin-v2", "source")).isZero();
        }
    }

    private static double requests(Sandbox sandbox, String workload, String reporter)
            throws IOException, InterruptedException {
        String query = "sum(istio_requests_total{reporter=\"" + reporter + "\",destination_workload=\"" + workload
                + "\"}) or on() vector(0)";
        URI url = URI.create(
                sandbox.prometheusUrl() + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        String answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return new ObjectMapper().readTree(answer).at("/data/result/0/value/1").asDouble();
    }
}
