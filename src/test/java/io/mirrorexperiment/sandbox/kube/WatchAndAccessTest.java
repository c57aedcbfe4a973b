package io.mirrorexperiment.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Watches, access control, faults, and what is left after closing. */
@Isolated("counts the threads of the process")
class WatchAndAccessTest {

    private static KubernetesClient client(String kubeconfig) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** Keeps what a watch hears. */
    private static final class Ear implements Watcher<ConfigMap> {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void eventReceived(Action action, ConfigMap resource) {
            heard.add(action + " " + resource.getMetadata().getName());
        }

        @Override
        public void onClose(WatcherException cause) {
            heard.add("CLOSED " + (cause.isHttpGone() ? "gone" : "otherwise"));
        }

        List<String> next(int count) throws InterruptedException {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                next.add(String.valueOf(heard.poll(10, TimeUnit.SECONDS)));
            }
            return next;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsAWatchOfEveryChangeInOrder(boolean onlyHttp) throws Exception {
        try (KubeApi api = KubeApi.start(KubeOptions.defaults());
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(Config.fromKubeconfig(api.kubeconfig()))
                                .withOnlyHttpWatches(onlyHttp)
                                .build())
                        .build()) {
            Ear ear = new Ear();
            String now = client.configMaps()
                    .inNamespace("default")
                    .list()
                    .getMetadata()
                    .getResourceVersion();
            client.configMaps()
                    .inNamespace("default")
                    .watch(new ListOptionsBuilder().withResourceVersion(now).build(), ear);
            api.apply(Samples.configMap("one", "a"));
            api.apply(Samples.configMap("one", "b"));

            client.configMaps().inNamespace("default").withName("one").delete();

            assertThat(ear.next(3)).containsExactly("ADDED one", "MODIFIED one", "DELETED one");
        }
    }

    @Test
    void tellsAWatchFromTooLongAgoThatItIsGone() throws Exception {
        try (KubeApi api = KubeApi.start(KubeOptions.defaults().withHistory(2));
                KubernetesClient client = client(api.kubeconfig())) {
            for (int i = 0; i < 10; i++) {
                api.apply(Samples.configMap("one", "value" + i));
            }
            Ear ear = new Ear();

            client.configMaps()
                    .inNamespace("default")
                    .watch(new ListOptionsBuilder().withResourceVersion("2").build(), ear);

            assertThat(ear.next(1)).containsExactly("CLOSED gone");
        }
    }

    @Test
    void refusesWhatNoRoleAllowsInTheWordsOfAnApiServer() {
        try (KubeApi api = KubeApi.start(KubeOptions.defaults().withRbac());
                KubernetesClient client = client(api.kubeconfigFor("default", "gate"))) {
            assertThatThrownBy(() -> client.apps()
                            .deployments()
                            .inNamespace("default")
                            .withName("reviews")
                            .get())
                    .isInstanceOfSatisfying(KubernetesClientException.class, refusal -> {
                        assertThat(refusal.getCode()).isEqualTo(403);
                        // worded as k8s.io/apiserver's responsewriters.ForbiddenStatusError
                        assertThat(refusal.getStatus().getMessage())
                                .isEqualTo("deployments.apps \"reviews\" is forbidden: User"
                                        + " \"system:serviceaccount:default:gate\" cannot get resource \"deployments\""
                                        + " in API group \"apps\" in the namespace \"default\"");
                    });
        }
    }

    @Test
    void allowsWhatARoleAllowsAndNothingMore() {
        try (KubeApi api = KubeApi.start(KubeOptions.defaults().withRbac());
                KubernetesClient client = client(api.kubeconfigFor("default", "gate"))) {
            api.apply("""
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: Role
                    metadata: {name: reader}
                    rules: [{apiGroups: [""], resources: [configmaps], verbs: [get], resourceNames: [one]}]
                    ---
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: RoleBinding
                    metadata: {name: reader}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
                    subjects: [{kind: ServiceAccount, name: gate}]
                    """);
            api.apply(Samples.configMap("one", "a"));

            ConfigMap found =
                    client.configMaps().inNamespace("default").withName("one").get();

            assertThat(found.getData()).containsEntry("key", "a");
            assertThatThrownBy(() -> client.configMaps()
                            .inNamespace("default")
                            .withName("two")
                            .get())
                    .hasMessageContaining("is forbidden");
        }
    }

    @Test
    void losesAnAnswerOnPurposeAfterTheWork() {
        try (KubeApi api = KubeApi.start(KubeOptions.defaults());
                KubernetesClient client = client(api.kubeconfig())) {
            api.faults().next(1, (method, path) -> method.equals("POST"), new Fault.DropAfter());
            ConfigMap wanted =
                    client.getKubernetesSerialization().unmarshal(Samples.configMap("one", "a"), ConfigMap.class);

            assertThatThrownBy(() -> client.configMaps()
                            .inNamespace("default")
                            .resource(wanted)
                            .create())
                    .isInstanceOf(KubernetesClientException.class);

            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("one")
                            .get())
                    .isNotNull();
        }
    }

    @Test
    void knowsNothingOfKindsThatAreLeftOut() {
        try (KubeApi api = KubeApi.start(KubeOptions.defaults().without("networking.istio.io"));
                KubernetesClient client = client(api.kubeconfig())) {
            assertThat(client.hasApiGroup("networking.istio.io", true)).isFalse();
            assertThatThrownBy(() -> api.apply(Samples.virtualService("reviews", "timeout: 5s")))
                    .hasMessageContaining("no matches for kind \"VirtualService\"");
        }
    }

    @Test
    void leavesNoThreadBehind() throws InterruptedException {
        Set<Thread> before = sandboxThreads();
        KubeApi api = KubeApi.start(KubeOptions.defaults().withPods(new ScriptedPods()));
        try (KubernetesClient client = client(api.kubeconfig())) {
            client.configMaps().inNamespace("default").watch(new Ear());
            api.apply(Samples.deployment("reviews", 1, "example/reviews:1.0"));
            client.apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("reviews")
                    .waitUntilReady(10, TimeUnit.SECONDS);

            api.close();

            assertThat(endsWithin(Duration.ofSeconds(3), before)).isTrue();
        }
    }

    private static boolean endsWithin(Duration patience, Set<Thread> before) throws InterruptedException {
        for (Thread thread : sandboxThreads()) {
            if (!before.contains(thread)) {
                thread.join(patience.toMillis());
            }
        }
        return before.containsAll(sandboxThreads());
    }

    private static Set<Thread> sandboxThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sandbox-"))
                .collect(Collectors.toSet());
    }
}
