package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Ground;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we do with objects, on a server that validates, compares and refuses as Kubernetes does. */
abstract class ClusterContract {
    static final String ROUTE_YAML = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: reviews}
            spec:
              hosts: [reviews]
              http:
              - route: [{destination: {host: reviews, subset: v1}, weight: 100}]
                mirror: {host: reviews, subset: v2}
                mirrorPercentage: {value: 40.5}
                retries: {attempts: 3, retryOn: 5xx}
            """;

    final Ground ground;
    final String namespace;
    final Cluster cluster;
    final Claims claims;
    final Address route;
    final Claim claim;

    ClusterContract(Ground ground) {
        this.ground = ground;
        this.namespace = ground.namespace();
        this.cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
        this.claims = new Claims(cluster, Clock.systemUTC());
        this.route = new Address(Kind.VIRTUAL_SERVICE, namespace, "reviews");
        this.claim = new Claim(
                List.of(route, new Address(Kind.DEPLOYMENT, namespace, "reviews-v1")),
                "default.reviews.1/token",
                "default.reviews.1",
                1,
                Instant.parse("2026-11-21T11:00:00Z"),
                Map.of("original", "x".repeat(150 * 1024)));
    }

    @AfterEach
    void close() {
        cluster.close();
        ground.close();
    }

    @Test
    void aReplacedRouteDiffersInOurFieldOnly() {
        ground.apply(ROUTE_YAML);
        Manifest before = cluster.read(route).orElseThrow();

        Manifest after = cluster.replace(before.withAnnotation("mirror-experiment.io/generation", "2"));

        assertThat(after.map("spec")).isEqualTo(before.map("spec"));
        assertThat(after.annotation("mirror-experiment.io/generation")).contains("2");
        assertThat(cluster.read(route)).contains(after);
    }

    @Test
    void refusesAStaleReplace() {
        ground.apply(ROUTE_YAML);
        Manifest before = cluster.read(route).orElseThrow();
        cluster.replace(before.withAnnotation("a", "1"));

        ClusterException refusal =
                catchThrowableOfType(ClusterException.class, () -> cluster.replace(before.withAnnotation("a", "2")));

        assertThat(refusal.reason()).isEqualTo(Reason.CONFLICT);
    }

    @Test
    void deletesOnceAndForAll() {
        ground.apply(ROUTE_YAML);
        Manifest stored = cluster.read(route).orElseThrow();
        cluster.delete(stored);

        cluster.delete(stored);

        assertThat(cluster.read(route)).isEmpty();
    }

    @Test
    void aMissingNamespaceIsARefusalInTheServersWords() {
        assertThatThrownBy(() -> new TextStore(cluster).create("nowhere", "j", Map.of(), "t"))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                .hasMessageContaining("nowhere");
    }

    @ParameterizedTest
    @CsvSource({
        "deploy, Deployment.apps",
        "deployment, Deployment.apps",
        "Deployments.apps, Deployment.apps",
        "svc, Service",
        "vs, VirtualService.networking.istio.io",
        "virtualservices.networking.istio.io, VirtualService.networking.istio.io",
    })
    void knowsWhatKubectlCallsAKind(String word, String kind) {
        assertThat(cluster.kind(word).map(Kind::toString)).contains(kind);
    }

    @Test
    void knowsNoKindThatIsNotServed() {
        assertThat(cluster.kind("trafficsplit")).isEmpty();
        assertThat(cluster.kind("deploy.networking.istio.io")).isEmpty();
    }

    @Test
    void isForbiddenWhatRolesDoNotAllow() {
        ground.apply(ROUTE_YAML);
        try (Cluster guest = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfigFor("guest")))) {
            ClusterException refusal = catchThrowableOfType(ClusterException.class, () -> guest.read(route));

            assertThat(refusal.reason()).isEqualTo(Reason.FORBIDDEN);
            assertThat(guest.may("get", Kind.VIRTUAL_SERVICE, namespace)).isFalse();
            assertThat(guest.mayPart("get", Kind.POD, "log", namespace)).isFalse();
            assertThat(guest.user()).isEqualTo("system:serviceaccount:" + namespace + ":guest");
        }
    }

    @Test
    void listsAThousandObjects() {
        TextStore store = new TextStore(cluster);
        IntStream.range(0, 1_000)
                .parallel()
                .forEach(number -> store.create(namespace, "m" + number, Map.of("run", "r"), "x"));

        assertThat(store.list(Optional.of(namespace), Map.of("run", "r"))).hasSize(1_000);
    }

    @Test
    void aClaimPassesTheServersValidationFromTakeToPurge() {
        assertThat(claims.take(claim)).isInstanceOf(Grant.Granted.class);
        claims.renew(claim, Duration.ofMinutes(5));
        assertThat(claims.confirm(claim)).isTrue();
        assertThat(claims.all(Optional.of(namespace)).get(0).claim().map(Claim::notes))
                .contains(claim.notes());
        claims.release(claim, "promoted");
        assertThat(claims.nextGeneration(claim.targets())).isEqualTo(2);

        claims.purge(claims.all(Optional.of(namespace)).get(0));

        assertThat(claims.all(Optional.of(namespace))).isEmpty();
    }

    @Test
    void keepsAndReplacesTexts() {
        TextStore store = new TextStore(cluster);
        StoredText first = store.create(namespace, "journal", Map.of("run", "r"), "x".repeat(TextStore.LARGEST));

        StoredText second = store.replace(first, "two\n");

        assertThat(store.read(namespace, "journal")).contains(second);
        assertThat(second.text()).isEqualTo("two\n");
    }

    @Test
    void mayDoEverythingAsAdministrator() {
        assertThat(cluster.may("update", Kind.VIRTUAL_SERVICE, namespace)).isTrue();
        assertThat(cluster.may("list", Kind.VIRTUAL_SERVICE, "")).isTrue();
        assertThat(cluster.mayPart("get", Kind.POD, "log", namespace)).isTrue();
        assertThat(cluster.namespace()).isEqualTo(namespace);
    }

    @Test
    void findsThatAnObjectIsGoneWhenItIsReplacedOrDeleted() {
        ground.apply(ROUTE_YAML);
        Manifest before = cluster.read(route).orElseThrow();
        cluster.delete(before);

        assertThatThrownBy(() -> cluster.replace(before))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
    }

    @Test
    void doesNotDeleteAnotherObjectOfTheSameName() {
        ground.apply(ROUTE_YAML);
        Manifest before = cluster.read(route).orElseThrow();
        cluster.delete(before);
        ground.apply(ROUTE_YAML);

        assertThatThrownBy(() -> cluster.delete(before))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
        assertThat(cluster.read(route)).isPresent();
    }

    @Test
    void doesNotReplaceAnotherObjectOfTheSameName() {
        ground.apply(ROUTE_YAML);
        Manifest before = cluster.read(route).orElseThrow();
        cluster.delete(before);
        ground.apply(ROUTE_YAML);

        assertThatThrownBy(() -> cluster.replace(before.withAnnotation("a", "1")))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
    }

    @Test
    void seesNoUserInAStrangersToken() {
        String stranger = ground.kubeconfigFor("guest").replaceAll("(token\\W+)[\\w.-]+", "$1nobody");
        try (Cluster unknown = Cluster.connect(ClusterOptions.fromKubeconfigText(stranger))) {
            assertThatThrownBy(() -> unknown.read(route))
                    .isInstanceOfSatisfying(ClusterException.class, e -> assertThat(e.reason())
                            .isIn(Reason.UNAUTHORIZED, Reason.FORBIDDEN));
        }
    }

    @Test
    void knowsTheServersTime() {
        Instant time = cluster.serverTime().orElseThrow();

        assertThat(time).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    /** Where Istio's webhook is, or somebody who speaks for it. */
    final void passesOnWhatTheWebhookSays() {
        ground.apply(ROUTE_YAML);
        Manifest before = cluster.read(route).orElseThrow();

        ClusterException refusal = catchThrowableOfType(
                ClusterException.class,
                () -> cluster.replace(before.with(List.of(Map.of("name", "x")), "spec", "http")));

        assertThat(refusal.reason()).isEqualTo(Reason.REFUSED);
        assertThat(refusal)
                .hasMessage("cannot replace VirtualService " + namespace
                        + "/reviews: the server says: admission webhook \"validation.istio.io\" denied the request:"
                        + " configuration is invalid: HTTP route, redirect or direct_response is required (HTTP 400)");
    }
}
