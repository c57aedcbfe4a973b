package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.cluster.LoopbackApi.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Claims on a server whose answers go wrong on request. */
class ClaimsTest extends ClaimsContract {
    private static final String WORKLOAD_LEASE =
            "/apis/coordination.k8s.io/v1/namespaces/shop/leases/mirror-experiment.deployment.reviews-v1";

    private final LoopbackApi api = (LoopbackApi) ground;

    ClaimsTest() {
        super(new LoopbackApi());
    }

    @Test
    void aClaimThatFailsHalfwayIsGivenBack() {
        api.trouble(request -> request.method().equals("POST") && request.body().contains("virtualservice")
                ? Optional.of(new Reply(403, LoopbackApi.status(403, "Forbidden", "leases is forbidden")))
                : Optional.empty());

        ClusterException failure = catchThrowableOfType(ClusterException.class, () -> claims.take(ours));

        assertThat(failure.reason()).isEqualTo(Reason.FORBIDDEN);
        assertThat(api.stored(WORKLOAD_LEASE)).isEmpty();
    }

    @Test
    void aLeaseThatWasMadeThoughItsAnswerGotLostIsGivenBackToo() {
        claims.take(claim("shop.reviews.1", List.of(route), 1));
        AtomicBoolean first = new AtomicBoolean(true);
        // The server makes the lease; the transport sends the request once more and hears that it exists.
        api.trouble(request -> {
            if (request.method().equals("POST") && first.getAndSet(false)) {
                api.put(WORKLOAD_LEASE, request.body());
            }
            return Optional.empty();
        });

        claims.take(other);

        assertThat(api.stored(WORKLOAD_LEASE)).isEmpty();
    }

    @Test
    void renewsThoughSomebodyTouchesTheLease() {
        claims.take(ours);
        AtomicBoolean first = new AtomicBoolean(true);
        api.trouble(request -> {
            if (request.method().equals("PUT") && first.getAndSet(false)) {
                api.touch(WORKLOAD_LEASE);
            }
            return Optional.empty();
        });

        claims.renew(ours, Duration.ofMinutes(5));

        assertThat(lease(workload).number("spec", "leaseDurationSeconds")).contains(300L);
    }
}
