package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.sandbox.kube.Fault;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against the sandbox's API server, which validates as Kubernetes does. */
class SandboxClusterTest {
    private static final Address ROUTE = new Address(Kind.VIRTUAL_SERVICE, "default", "reviews");
    private static final String ROUTE_YAML = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews, namespace: default}
            spec:
              hosts: [reviews]
              http:
              - route: [{destination: {host: reviews, subset: v1}, weight: 100}]
                mirror: {host: reviews, subset: v2}
                mirrorPercentage: {value: 40.5}
                retries: {attempts: 3, retryOn: 5xx}
            """;

    private final KubeApi api = KubeApi.start(KubeOptions.defaults().withRbac());
    private final Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig()));
    private final Claims claims = new Claims(cluster, Clock.systemUTC());
    private final Claim claim = new Claim(
            List.of(ROUTE, new Address(Kind.DEPLOYMENT, "default", "reviews-v1")),
            "default.reviews.1/token",
            "default.reviews.1",
            1,
            Instant.parse("2026-11-21T11:00:00Z"),
            Map.of("original", "x".repeat(150 * 1024)));

    @AfterEach
    void close() {
        cluster.close();
        api.close();
    }

    @Test
    void aReplacedRouteDiffersInOurFieldOnly() {
        api.apply(ROUTE_YAML);
        Manifest before = cluster.read(ROUTE).orElseThrow();

        Manifest after = cluster.replace(before.withAnnotation("mirror-experiment.io/generation", "2"));

        assertThat(after.map("spec")).isEqualTo(before.map("spec"));
        assertThat(after.annotation("mirror-experiment.io/generation")).contains("2");
        assertThat(cluster.read(ROUTE)).contains(after);
    }

    @Test
    void refusesAStaleReplace() {
        api.apply(ROUTE_YAML);
        Manifest before = cluster.read(ROUTE).orElseThrow();
        cluster.replace(before.withAnnotation("a", "1"));

        ClusterException refusal =
                catchThrowableOfType(ClusterException.class, () -> cluster.replace(before.withAnnotation("a", "2")));

        assertThat(refusal.reason()).isEqualTo(Reason.CONFLICT);
    }

    @Test
    void deletesOnceAndForAll() {
        api.apply(ROUTE_YAML);
        Manifest route = cluster.read(ROUTE).orElseThrow();
        cluster.delete(route);

        cluster.delete(route);

        assertThat(cluster.read(ROUTE)).isEmpty();
    }

    @Test
    void passesOnWhatValidationSays() {
        api.apply(ROUTE_YAML);
        Manifest route = cluster.read(ROUTE).orElseThrow();

        ClusterException refusal = catchThrowableOfType(
                ClusterException.class,
                () -> cluster.replace(route.with(List.of(Map.of("name", "x")), "spec", "http")));

        assertThat(refusal.reason()).isEqualTo(Reason.REFUSED);
        assertThat(refusal)
                .hasMessageContaining("replace VirtualService default/reviews: the server says: ")
                .hasMessageContaining("HTTP route, redirect, directResponse or delegate is required");
    }

    @Test
    void aMissingNamespaceIsARefusalInTheServersWords() {
        assertThatThrownBy(() -> new TextStore(cluster).create("nowhere", "j", Map.of(), "t"))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining("nowhere");
    }

    @Test
    void isForbiddenWhatRolesDoNotAllow() {
        api.apply(ROUTE_YAML);
        try (Cluster guest =
                Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfigFor("default", "guest")))) {
            ClusterException refusal = catchThrowableOfType(ClusterException.class, () -> guest.read(ROUTE));

            assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(guest.may("get", Kind.VIRTUAL_SERVICE, "default")).isFalse();
            assertThat(guest.user()).isEqualTo("system:serviceaccount:default:guest");
        }
    }

    @Test
    void mayDoEverythingAsAdministrator() {
        assertThat(cluster.may("update", Kind.VIRTUAL_SERVICE, "default")).isTrue();
        assertThat(cluster.user()).isEqualTo("sandbox-admin");
        assertThat(cluster.namespace()).isEqualTo("default");
        assertThat(cluster.server()).isEqualTo(api.url());
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
    void listsAThousandObjects() {
        TextStore store = new TextStore(cluster);
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            yaml.append("""
                    ---
                    {apiVersion: v1, kind: ConfigMap, data: {text: x}, metadata: {name: m%d,
                     labels: {run: r, app.kubernetes.io/managed-by: mirror-experiment}}}
                    """.formatted(i));
        }
        api.apply(yaml.toString());

        assertThat(store.list(Optional.of("default"), Map.of("run", "r"))).hasSize(1_000);
    }

    @Test
    void aClaimPassesTheServersValidationFromTakeToPurge() {
        assertThat(claims.take(claim)).isInstanceOf(Grant.Granted.class);
        claims.renew(claim, Duration.ofMinutes(5));
        assertThat(claims.confirm(claim)).isTrue();
        assertThat(claims.all(Optional.empty()).get(0).claim().map(Claim::notes))
                .contains(claim.notes());
        claims.release(claim, "promoted");
        assertThat(claims.nextGeneration(claim.targets())).isEqualTo(2);

        claims.purge(claims.all(Optional.of("default")).get(0));

        assertThat(claims.all(Optional.empty())).isEmpty();
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
        api.apply(ROUTE_YAML);
        Manifest before = cluster.read(ROUTE).orElseThrow();
        api.faults().next(1, (method, path) -> method.equals("PUT"), new Fault.DropAfter());

        assertThatThrownBy(() -> cluster.replace(before.withAnnotation("a", "1")))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isIn(Reason.UNREACHABLE, Reason.CONFLICT));

        Manifest after = cluster.read(ROUTE).orElseThrow();
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
    void keepsAndReplacesTexts() {
        TextStore store = new TextStore(cluster);
        StoredText first = store.create("default", "journal", Map.of("run", "r"), "x".repeat(TextStore.LARGEST));

        StoredText second = store.replace(first, "two\n");

        assertThat(store.read("default", "journal")).contains(second);
        assertThat(second.text()).isEqualTo("two\n");
    }
}
