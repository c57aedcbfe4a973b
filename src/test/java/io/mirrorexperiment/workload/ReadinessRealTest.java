package io.mirrorexperiment.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.Readiness;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Ground;
import io.mirrorexperiment.real.Patiently;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What real controllers, a real scheduler and a real kubelet report of Deployments that don't come up, as a run tells it. */
@Timeout(240)
class ReadinessRealTest {
    private static Ground ground;
    private static Cluster cluster;

    @BeforeAll
    static void deploy() {
        Bed.up().with("api").with("mesh");
        ground = Ground.real();
        cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(ground.kubeconfig()));
        StringBuilder all = new StringBuilder(
                "{apiVersion: v1, kind: ResourceQuota, metadata: {name: pods}, spec: {hard: {pods: '20', limits.memory: 1Gi}}}\n");
        all.append("---\n{apiVersion: v1, kind: LimitRange, metadata: {name: usual},"
                + " spec: {limits: [{type: Container, default: {memory: 32Mi}}]}}\n");
        deployments().forEach(each -> all.append(each.get()[1]));
        ground.apply(all.toString());
    }

    @AfterAll
    static void close() {
        cluster.close();
        ground.close();
    }

    static Stream<Arguments> deployments() {
        return Stream.of(
                Arguments.of("good", plain("good", "2.0", ""), Readiness.Ready.class, ""),
                Arguments.of(
                        "never-ready",
                        plain("never-ready", "2.0-never-ready", ""),
                        Readiness.Waiting.class,
                        "0 of 1 pods are available; pod never-ready-\\S+: container app runs, but is not ready"),
                Arguments.of(
                        "late",
                        plain("late", "2.0-never-ready", "progressDeadlineSeconds: 3"),
                        Readiness.Failed.class,
                        "ProgressDeadlineExceeded: ReplicaSet \"late-\\S+\" has timed out progressing\\.;"
                                + " pod late-\\S+: container app runs, but is not ready"),
                Arguments.of(
                        "crashing",
                        plain("crashing", "2.0-crash-loop", ""),
                        Readiness.Waiting.class,
                        "pod crashing-\\S+: .*CrashLoopBackOff.*back-off"),
                Arguments.of(
                        "no-image",
                        plain("no-image", "nowhere", ""),
                        Readiness.Waiting.class,
                        "pod no-image-\\S+: .*(ErrImagePull|ImagePullBackOff).*testbed.local/reviews:nowhere"),
                Arguments.of(
                        "too-big",
                        plain("too-big", "2.0", "").replace("image:", "resources: {requests: {cpu: '999'}}, image:"),
                        Readiness.Waiting.class,
                        "pod too-big-\\S+: .*Unschedulable.*Insufficient cpu"),
                Arguments.of(
                        "no-settings",
                        plain("no-settings", "2.0", "")
                                .replace("image:", "envFrom: [{configMapRef: {name: none}}], image:"),
                        Readiness.Waiting.class,
                        "pod no-settings-\\S+: .*CreateContainerConfigError.*configmap \"none\" not found"),
                Arguments.of(
                        "bad-start",
                        plain("bad-start", "2.0", "")
                                .replace(
                                        "      containers:",
                                        "      initContainers: [{name: first, image: 'testbed.local/tools:1',"
                                                + " command: ['false']}]\n      containers:"),
                        Readiness.Waiting.class,
                        "pod bad-start-\\S+: .*first.*(Error|CrashLoopBackOff)"),
                Arguments.of(
                        "over-quota",
                        plain("over-quota", "2.0", "").replace("image:", "resources: {limits: {memory: 2Gi}}, image:"),
                        Readiness.Failed.class,
                        "FailedCreate: pods \"over-quota-\\S+\" is forbidden: exceeded quota: pods"));
    }

    private static String plain(String name, String version, String more) {
        return """
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: %1$s}}
                  %3$s
                  template:
                    metadata: {labels: {app: %1$s}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers: [{name: app, image: "testbed.local/reviews:%2$s",
                        readinessProbe: {httpGet: {path: /ready, port: 9081}, periodSeconds: 1}}]
                """.formatted(name, version, more);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deployments")
    void isToldInTheObjectsOwnWords(String name, String unused, Class<? extends Readiness> kind, String words) {
        AtomicReference<Readiness> last = new AtomicReference<>(new Readiness.Waiting("not asked yet"));

        Patiently.until(
                name + " is " + kind.getSimpleName() + " and says " + words,
                Duration.ofSeconds(150),
                () -> {
                    last.set(readiness(name));
                    return kind.isInstance(last.get())
                            && Pattern.compile(words)
                                    .matcher(reason(last.get()))
                                    .find();
                },
                last);

        assertThat(last.get()).isInstanceOf(kind);
    }

    private static Readiness readiness(String name) {
        Manifest deployment = cluster.read(new Address(Kind.DEPLOYMENT, ground.namespace(), name))
                .orElseThrow();
        return new DeploymentWorkload().readiness(deployment, cluster.pods(deployment));
    }

    private static String reason(Readiness readiness) {
        if (readiness instanceof Readiness.Waiting waiting) {
            return waiting.reason();
        }
        return readiness instanceof Readiness.Failed failed ? failed.reason() : "";
    }
}
