package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.SandboxGround;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import org.junit.jupiter.api.Test;

/** The sandbox's API server; it also loses answers on request. */
class SandboxClusterTest extends ClusterContract {
    private final KubeApi api = ((SandboxGround) ground).api();

    SandboxClusterTest() {
        super(Ground.sandbox(KubeOptions.defaults().withRbac()));
    }

    @Test
    void knowsThatAClusterHasNoIstio() {
        try (KubeApi bare = KubeApi.start(KubeOptions.defaults().without("networking.istio.io"));
                Cluster plain = Cluster.connect(ClusterOptions.fromKubeconfigText(bare.kubeconfig()))) {
            assertThat(plain.serves(Kind.VIRTUAL_SERVICE)).isFalse();
            assertThat(plain.serves(Kind.DEPLOYMENT)).isTrue();
            assertThat(plain.serves(Kind.LEASE)).isTrue();
        }
    }

    @Test
    void aClaimWhoseAnswersGetLostIsTakenInTheEnd() {
        api.faults().next(2, (method, path) -> method.equals("POST") && path.contains("leases"), new Fault.DropAfter());

        Grant grant = takeUntilAnswered();

        assertThat(grant).isEqualTo(new Grant.Granted(claim));
        assertThat(claims.confirm(claim)).isTrue();
    }

    @Test
    void aReplaceWhoseAnswerGetsLostIsNeverDoneTwice() {
        ground.apply(ROUTE_YAML);
        Manifest before = cluster.read(route).orElseThrow();
        api.faults().next(1, (method, path) -> method.equals("PUT"), new Fault.DropAfter());

        assertThatThrownBy(() -> cluster.replace(before.withAnnotation("a", "1")))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isIn(Reason.UNREACHABLE, Reason.CONFLICT));

        Manifest after = cluster.read(route).orElseThrow();
        assertThat(after.annotation("a")).contains("1");
        assertThat(after.number("metadata", "generation")).isEqualTo(before.number("metadata", "generation"));
    }

    private Grant takeUntilAnswered() {
        for (int attempt = 0; attempt < 5; attempt++) {
            try {
                return claims.take(claim);
            } catch (ClusterException lost) {
                assertThat(lost.reason()).isEqualTo(Reason.UNREACHABLE);
            }
        }
        throw new AssertionError("never answered");
    }

    @Test
    void passesOnWhatIstiosWebhookSays() {
        passesOnWhatTheWebhookSays();
    }

    @Test
    void saysWhoWeAre() {
        assertThat(cluster.user()).isEqualTo("sandbox-admin");
        assertThat(cluster.server()).isEqualTo(api.url());
    }
}
