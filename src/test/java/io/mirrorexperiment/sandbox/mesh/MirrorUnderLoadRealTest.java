package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Customers;
import io.mirrorexperiment.sandbox.mesh.MeshBehaviour.Received;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.TrafficMirror;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The routes that room traffic makes, obeyed by real proxies while customers ask 100 times a second: shares, a dark version
 * in trouble, promotion and the way back, without one request lost.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Order(1)
class MirrorUnderLoadRealTest {
    private static final String USERS_RULE = """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: reviews}
            spec: {host: reviews, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}
            """;

    private IstioSubject mesh;
    private RouteSteps steps;
    private Customers customers;

    @BeforeAll
    void opens() {
        mesh = new IstioSubject(Bed.up().with("mesh"), "under-load");
        steps = new RouteSteps(mesh);
    }

    @AfterAll
    void closes() {
        if (mesh != null) {
            mesh.close();
        }
    }

    @BeforeEach
    void customersComeToV1() {
        mesh.begin();
        mesh.kubectl("delete", "destinationrules.networking.istio.io", "--all");
        mesh.apply(USERS_RULE);
        mesh.apply(MeshBehaviour.reviewsRoutes("{" + MeshBehaviour.TO_V1 + "}"));
        customers = Customers.of(mesh.door(), "reviews:9080", "/reviews/0", 100);
    }

    @AfterEach
    void customersLeave() {
        customers.close();
    }

    private void nobodyLost(String... versions) {
        customers.close();
        assertThat(customers.count().losses()).isEmpty();
        assertThat(customers.count().lost()).isZero();
        assertThat(customers.count().servedBy()).containsOnlyKeys(versions);
    }

    private void open(Course course) {
        steps.take(course, TrafficMirror::prepare);
        steps.take(course, TrafficMirror::pin);
        steps.take(course, TrafficMirror::mirror);
    }

    private void close(Course course) {
        steps.take(course, TrafficMirror::unmirror);
        steps.take(course, TrafficMirror::unpin);
        steps.take(course, TrafficMirror::clear);
    }

    private void awaitServed(int more) {
        long until = customers.count().ended() + more;
        Waiting.until(() -> customers.count().ended() >= until);
    }

    /** How many of so many requests to v1, one after the other, were copied to v2. */
    private long copiedOf(int live) {
        int from = mesh.received("v1").size();
        awaitServed(live + 50);
        List<String> ids = mesh.received("v1").stream()
                .skip(from)
                .limit(live)
                .map(Received::id)
                .toList();
        assertThat(ids).hasSize(live);
        awaitServed(100);
        Set<String> dark = mesh.received("v2").stream().map(Received::id).collect(Collectors.toSet());
        return ids.stream().filter(dark::contains).count();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 10, 40, 100})
    void theShareIsWithinTheBinomialIntervalOfTheAskedOne(double percent) {
        Course course = steps.course(percent);
        open(course);
        long[] range = Binomial.interval(1500, percent / 100, 0.99);
        assertThat(copiedOf(1500)).isBetween(range[0], range[1]);
        close(course);
        nobodyLost("reviews-v1");
    }

    @Test
    void pinnedAndClosedRoutesCopyNothing() {
        Course course = steps.course(100);
        steps.take(course, TrafficMirror::prepare);
        steps.take(course, TrafficMirror::pin);
        assertThat(copiedOf(300)).isZero();
        steps.take(course, TrafficMirror::mirror);
        awaitServed(100);
        steps.take(course, TrafficMirror::unmirror);
        awaitServed(50);
        assertThat(copiedOf(300)).isZero();
        steps.take(course, TrafficMirror::unpin);
        steps.take(course, TrafficMirror::clear);
        nobodyLost("reviews-v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors=1,status=503", "latency=2s", "crash-at=20"})
    void aDarkVersionInTroubleReachesNoCustomer(String trouble) {
        Course course = steps.course(100);
        open(course);
        awaitServed(100);
        mesh.behave("v2", trouble);
        awaitServed(1000);
        close(course);
        nobodyLost("reviews-v1");
        if (trouble.startsWith("crash")) {
            mesh.kubectl("rollout", "restart", "deployment/reviews-v2");
            mesh.kubectl("rollout", "status", "deployment/reviews-v2", "--timeout=90s");
            mesh.forgetPods();
        }
    }

    @Test
    void aShiftedRouteAndTheWayBackLoseNobody() {
        Course course = steps.course(100);
        open(course);
        awaitServed(200);
        steps.take(course, TrafficMirror::unmirror);
        steps.take(course, TrafficMirror::shift);
        awaitServed(300);
        double old = mesh.counted("destination", "v1");
        awaitServed(100);
        assertThat(mesh.counted("destination", "v1"))
                .as("nobody goes to v1 after the shift")
                .isEqualTo(old);
        steps.take(course, TrafficMirror::shiftBack);
        awaitServed(300);
        steps.take(course, TrafficMirror::unpin);
        steps.take(course, TrafficMirror::clear);
        awaitServed(100);
        nobodyLost("reviews-v1", "reviews-v2");
    }

    @Test
    void aPromotedRouteLosesNobody() {
        Course course = steps.course(40);
        open(course);
        awaitServed(200);
        steps.take(course, TrafficMirror::unmirror);
        steps.take(course, TrafficMirror::shift);
        awaitServed(200);
        steps.take(course, TrafficMirror::dropOld);
        steps.take(course, TrafficMirror::unpin);
        steps.take(course, TrafficMirror::clear);
        awaitServed(200);
        double old = mesh.counted("destination", "v1");
        awaitServed(200);
        assertThat(mesh.counted("destination", "v1")).isEqualTo(old);
        nobodyLost("reviews-v1", "reviews-v2");
    }

    /** As a promotion of a Deployment does it: never fewer pods than before. */
    @Test
    void aRollingUpdateAndTheWayBackLoseNobody() {
        mesh.kubectl(
                "patch",
                "deployment",
                "reviews-v1",
                "--type=merge",
                "-p",
                "{\"spec\": {\"strategy\": {\"rollingUpdate\": {\"maxSurge\": 1, \"maxUnavailable\": 0}}}}");
        for (String image : List.of("2.0", "1.0")) {
            mesh.kubectl("set", "image", "deployment/reviews-v1", "reviews=testbed.local/reviews:" + image);
            mesh.kubectl("rollout", "status", "deployment/reviews-v1", "--timeout=90s");
            awaitServed(600);
        }
        mesh.forgetPods();
        nobodyLost("reviews-v1");
    }

    @Test
    void everyLiveRequestIsCountedOnceWhateverIsCopied() {
        Course course = steps.course(100);
        open(course);
        awaitServed(500);
        close(course);
        customers.close();
        double sent = (double) customers.count().sent();
        Waiting.until(() -> mesh.counted("source", "v1") >= sent);
        assertThat(mesh.counted("source", "v1")).isEqualTo(sent);
        assertThat(mesh.counted("source", "v2")).isZero();
        nobodyLost("reviews-v1");
    }
}
