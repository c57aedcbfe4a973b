package io.mirrorexperiment.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.MetricsSystem.Direct;
import io.mirrorexperiment.experiment.MetricsSystem.Errors;
import io.mirrorexperiment.experiment.Reading.Counters;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gRPC through real Envoys: a call that fails carries HTTP status 200, and is an error by its gRPC status, live and copied. */
@Timeout(300)
@Order(3)
class GrpcRealTest {
    /** A message of no bytes: not compressed, length 0. */
    private static final byte[] EMPTY = new byte[5];

    /** {@code HealthCheckRequest} for a service that the server does not know: field 1, six bytes. */
    private static final byte[] NOBODY = {0, 0, 0, 0, 8, 0x0a, 6, 'n', 'o', 'b', 'o', 'd', 'y'};

    private final OkHttpClient http = new OkHttpClient.Builder()
            .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
            .retryOnConnectionFailure(false)
            .build();

    @Test
    void aCallThatFailsIsAnErrorThoughItsHttpStatusIs200() {
        Bed bed = Bed.up().with("mesh").with("prometheus");
        try (Ground ground = Ground.real();
                Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
                MeshMeter meter = new MeshMeter(bed.prometheus(), ground.namespace());
                MeshMeter strict = new MeshMeter(bed.prometheus(), ground.namespace(), Optional.of(Errors.NOT_2XX));
                MeshMeter pods = meter.direct(cluster, Direct.API_SERVER)) {
            open(bed, ground);
            Counters live = meter.settled("calls-v1");
            Counters dark = meter.settled("calls-v2");

            assertThat(calls(bed, ground, 40, "fgrpc.PingServer/Ping", EMPTY)).containsOnly("0");
            assertThat(calls(bed, ground, 4, "grpc.health.v1.Health/Check", NOBODY))
                    .containsOnly("5");
            assertThat(calls(bed, ground, 6, "fgrpc.PingServer/Nothing", EMPTY)).containsOnly("12");

            for (MeshMeter each : List.of(meter, pods)) {
                assertThat(bad(each, "calls-v1", live)).isEqualTo(6);
                assertThat(bad(each, "calls-v2", dark)).isEqualTo(6);
            }
            assertThat(bad(strict, "calls-v2", dark)).isEqualTo(10);
        }
    }

    /** How many of the fifty calls were errors, once all of them are counted. */
    private static long bad(MeshMeter meter, String workload, Counters before) {
        Patience.await(
                () -> totals(meter, workload, before).map(Totals::requests).equals(Optional.of(50L)),
                "fifty calls of " + workload + " to be counted");
        return totals(meter, workload, before).orElseThrow().bad();
    }

    private static Optional<Totals> totals(MeshMeter meter, String workload, Counters before) {
        return Tally.increment(before, meter.counters(workload)) instanceof Increment.Counted counted
                ? Optional.of(counted.totals())
                : Optional.empty();
    }

    private void open(Bed bed, Ground ground) {
        bed.kubectl("label", "namespace", ground.namespace(), "istio-injection=enabled");
        ground.apply(text().replace("HOST", host(ground)));
        bed.kubectl(
                "-n", ground.namespace(), "wait", "deployment", "--all", "--for=condition=Available", "--timeout=110s");
        Patience.await(
                () -> call(bed, ground, "fgrpc.PingServer/Ping", EMPTY).equals("0"), "the gateway to serve calls");
    }

    private static String host(Ground ground) {
        return "calls." + ground.namespace() + ".example";
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(GrpcRealTest.class.getResourceAsStream("calls.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> calls(Bed bed, Ground ground, int many, String method, byte[] message) {
        return Stream.generate(() -> call(bed, ground, method, message))
                .limit(many)
                .toList();
    }

    /** The gRPC status of a call whose HTTP status is 200; the HTTP status of another. */
    private String call(Bed bed, Ground ground, String method, byte[] message) {
        Request request = new Request.Builder()
                .url(bed.gateway().resolve("/" + method).toString())
                .header("Host", host(ground))
                .header("te", "trailers")
                .post(RequestBody.create(message, MediaType.get("application/grpc")))
                .build();
        try (Response response = http.newCall(request).execute()) {
            response.body().bytes();
            String early = response.header("grpc-status");
            return response.code() != 200
                    ? "HTTP " + response.code()
                    : String.valueOf(early == null ? response.trailers().get("grpc-status") : early);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
