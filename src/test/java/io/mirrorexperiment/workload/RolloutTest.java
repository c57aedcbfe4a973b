package io.mirrorexperiment.workload;

import static io.mirrorexperiment.workload.Cluster.deployment;
import static io.mirrorexperiment.workload.Cluster.pod;
import static io.mirrorexperiment.workload.Cluster.withStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statuses as the Deployment controller and kubelets of Kubernetes 1.3x write them. */
class RolloutTest {
    private static final Manifest V2 = deployment("reviews-v2", "app: reviews, version: v2", "example/reviews:2.0");
    private static final String NONE_AVAILABLE =
            "observedGeneration: 2, replicas: 2, updatedReplicas: 2, unavailableReplicas: 2";
    private final Workload deployments = new DeploymentWorkload();

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "''; the Deployment controller has not seen the change yet",
                "observedGeneration: 1, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2;"
                        + " the Deployment controller has not seen the change yet",
                "observedGeneration: 2; 0 of 2 pods are of the new template",
                "observedGeneration: 2, replicas: 3, updatedReplicas: 1, availableReplicas: 2; 1 of 2 pods are of the new template",
                "observedGeneration: 2, replicas: 3, updatedReplicas: 2, availableReplicas: 3; 1 old pods are still to go",
                "observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 1; 1 of 2 pods are available"
            })
    void waitsForTheNumbers(String status, String reason) {
        assertThat(deployments.readiness(withStatus(V2, status), List.of())).isEqualTo(new Readiness.Waiting(reason));
    }

    @Test
    void isReadyWhenAllPodsAreNewAndAvailable() {
        Manifest ready = withStatus(
                V2, "observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2");

        assertThat(deployments.readiness(ready, List.of())).isEqualTo(new Readiness.Ready());
    }

    @Test
    void isNotReadyWithoutAStatus() {
        assertThat(deployments.readiness(V2.without("metadata", "generation"), List.of()))
                .isInstanceOf(Readiness.Waiting.class);
    }

    @Test
    void isNotReadyWithoutPods() {
        Manifest none = withStatus(V2.with(0, "spec", "replicas"), "observedGeneration: 2");

        assertThat(deployments.readiness(none, List.of())).isEqualTo(new Readiness.Waiting("it is scaled to 0 pods"));
    }

    @Test
    void saysHowToResumeAPausedOne() {
        Manifest paused = withStatus(V2.with(true, "spec", "paused"), "observedGeneration: 2, replicas: 2");

        assertThat(deployments.readiness(paused, List.of()))
                .isEqualTo(new Readiness.Waiting(
                        "0 of 2 pods are of the new template (it is paused: kubectl rollout resume"
                                + " deployment/reviews-v2)"));
    }

    @Test
    void givesUpWhenTheProgressDeadlineIsExceeded() {
        Manifest late = withStatus(
                V2,
                NONE_AVAILABLE + ", conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded,"
                        + " message: ReplicaSet \"reviews-v2-5d4f\" has timed out progressing.}]");

        assertThat(deployments.readiness(late, List.of()))
                .isEqualTo(new Readiness.Failed(
                        "ProgressDeadlineExceeded: ReplicaSet \"reviews-v2-5d4f\" has timed out progressing."));
    }

    @Test
    void givesUpWhenPodsCannotBeMade() {
        Manifest refused = withStatus(
                V2,
                "observedGeneration: 2, conditions: [{type: ReplicaFailure, status: 'True', reason: FailedCreate,"
                        + " message: 'exceeded quota: compute'}]");

        assertThat(deployments.readiness(refused, List.of()))
                .isEqualTo(new Readiness.Failed("FailedCreate: exceeded quota: compute"));
    }

    @Test
    void doesNotGiveUpOnWhatWasSaidOfAnOlderGeneration() {
        Manifest stale = withStatus(
                V2,
                "observedGeneration: 1, conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded}]");

        assertThat(deployments.readiness(stale, List.of())).isInstanceOf(Readiness.Waiting.class);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image \"example/reviews:2.0\"'}};"
                        + " container reviews is waiting, ImagePullBackOff: Back-off pulling image \"example/reviews:2.0\"",
                "state: {waiting: {reason: ErrImagePull, message: not found}}; container reviews is waiting, ErrImagePull: not found",
                "state: {waiting: {reason: CreateContainerConfigError, message: configmap \"c\" not found}};"
                        + " container reviews is waiting, CreateContainerConfigError: configmap \"c\" not found",
                "state: {waiting: {reason: CrashLoopBackOff}}, lastState: {terminated: {exitCode: 137, reason: OOMKilled}};"
                        + " container reviews is waiting, CrashLoopBackOff (before, it ended with exit code 137, OOMKilled)",
                "state: {terminated: {exitCode: 1, reason: Error}}; container reviews ended with exit code 1, Error",
                "ready: false, state: {running: {startedAt: x}}; container reviews runs, but is not ready"
            })
    void saysWhatThePodSays(String containerStatus, String reason) {
        Readiness readiness = deployments.readiness(
                withStatus(V2, NONE_AVAILABLE), List.of(pod("reviews-v2-5d4f-a", false, containerStatus)));

        assertThat(readiness)
                .isEqualTo(new Readiness.Waiting("0 of 2 pods are available; pod reviews-v2-5d4f-a: " + reason));
    }

    @Test
    void hasNothingToSayOfAContainerThatIsBeingMade() {
        Manifest creating = pod("reviews-v2-5d4f-a", false, "state: {waiting: {reason: ContainerCreating}}");

        assertThat(deployments.readiness(withStatus(V2, NONE_AVAILABLE), List.of(creating)))
                .isEqualTo(new Readiness.Waiting("0 of 2 pods are available"));
    }

    @Test
    void saysThatAPodCannotBeScheduled() {
        Manifest pending = pod("reviews-v2-5d4f-a", false, "state: {}")
                .with(
                        List.of(Yaml.map(
                                "{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes}")),
                        "status",
                        "conditions");

        assertThat(deployments.readiness(withStatus(V2, NONE_AVAILABLE), List.of(pending)))
                .isEqualTo(new Readiness.Waiting(
                        "0 of 2 pods are available; pod reviews-v2-5d4f-a: Unschedulable: 0/3 nodes"));
    }

    @Test
    void looksAtItsOwnPodsOnly() {
        String waiting = "state: {waiting: {reason: ErrImagePull}}";
        Manifest others = pod("others", false, waiting)
                .with(List.of(Yaml.map("{kind: ReplicaSet, name: twin-5d4f}")), "metadata", "ownerReferences");
        Manifest leaving = pod("leaving", false, waiting).with("2026-11-21T08:00:00Z", "metadata", "deletionTimestamp");
        Manifest foreign = pod("foreign", false, waiting).with("v1", "metadata", "labels", "version");

        assertThat(deployments.readiness(withStatus(V2, NONE_AVAILABLE), List.of(others, leaving, foreign)))
                .isEqualTo(new Readiness.Waiting("0 of 2 pods are available"));
    }

    /** {@code imageID} as containerd, CRI-O and the old docker shim report it. */
    @ParameterizedTest
    @CsvSource({
        "example/reviews:2.0, docker.io/example/reviews@sha256:11, example/reviews@sha256:11",
        "example/reviews:2.0, docker-pullable://example/reviews@sha256:11, example/reviews@sha256:11",
        "registry.local:5000/reviews, registry.local:5000/reviews@sha256:11, registry.local:5000/reviews@sha256:11",
        "nginx:1, docker.io/library/nginx@sha256:11, nginx@sha256:11",
        "example/reviews:2.0, other/name@sha256:11, other/name@sha256:11",
        "example/reviews@sha256:22, docker.io/example/reviews@sha256:11, example/reviews@sha256:22",
        "example/reviews:2.0, docker://sha256:11, example/reviews:2.0",
        "example/reviews:2.0, sha256:11, example/reviews:2.0",
        "example/reviews:2.0, '', example/reviews:2.0"
    })
    void findsTheImageThatReallyRuns(String written, String reported, String expected) {
        Manifest workload = deployment("reviews-v2", "app: reviews, version: v2", written);

        assertThat(deployments.runningImage(
                        workload, "reviews", List.of(pod("a", true, "imageID: \"" + reported + "\""))))
                .contains(expected);
    }

    @Test
    void namesNoImageWhilePodsDisagreeOrNoneIsReady() {
        Manifest one = pod("a", true, "imageID: example/reviews@sha256:11");
        Manifest other = pod("b", true, "imageID: example/reviews@sha256:22");
        Manifest unready = pod("c", false, "imageID: example/reviews@sha256:11");

        assertThat(deployments.runningImage(V2, "reviews", List.of(one, other))).isEmpty();
        assertThat(deployments.runningImage(V2, "reviews", List.of(unready))).isEmpty();
        assertThat(deployments.runningImage(V2, "nobody", List.of(one))).isEmpty();
        assertThat(deployments.runningImage(V2, "reviews", List.of(one, one))).contains("example/reviews@sha256:11");
    }

    /** A native sidecar is an init container that stays; it and every other container must be ready. */
    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "false, true, container proxy runs",
        "true, false, container exporter runs",
    })
    void saysWhichOfSeveralContainersIsNotReady(boolean proxy, boolean exporter, String reason) {
        Manifest pod = several(false, proxy, exporter);

        assertThat(deployments.readiness(withStatus(V2, NONE_AVAILABLE), List.of(pod)))
                .isEqualTo(new Readiness.Waiting(
                        "0 of 2 pods are available; pod several: " + reason + ", but is not ready"));
    }

    @Test
    void ofSeveralContainersTheOneThatGotTheImageTellsItsDigest() {
        assertThat(deployments.runningImage(V2, "reviews", List.of(several(true, true, true))))
                .contains("example/reviews@sha256:11");
    }

    private static Manifest several(boolean ready, boolean proxy, boolean exporter) {
        return pod("several", ready, "ready: true, state: {running: {}}, imageID: example/reviews@sha256:11")
                .with(
                        List.of(
                                Yaml.map(
                                        "{name: migrate, ready: true, state: {terminated: {exitCode: 0, reason: Completed}}}"),
                                Yaml.map(
                                        "{name: proxy, ready: %s, state: {running: {}}, imageID: example/proxy@sha256:33}"
                                                .formatted(proxy))),
                        "status",
                        "initContainerStatuses")
                .with(
                        List.of(
                                Yaml.map(
                                        "{name: exporter, ready: %s, state: {running: {}}, imageID: example/exporter@sha256:22}"
                                                .formatted(exporter)),
                                Yaml.map(
                                        "{name: reviews, ready: true, state: {running: {}}, imageID: example/reviews@sha256:11}")),
                        "status",
                        "containerStatuses");
    }
}
