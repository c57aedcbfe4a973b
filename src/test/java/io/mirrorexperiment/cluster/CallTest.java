package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.cluster.LoopbackApi.Reply;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verbs and resources as https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb has them. */
class CallTest {
    private static final Address MAP = new Address(Kind.CONFIG_MAP, "shop", "a");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | api/v1/namespaces/shop/configmaps/a?pretty=true                   | get    | configmaps",
                "GET    | /api/v1/namespaces/shop/configmaps                                | list   | configmaps",
                "GET    | api/v1/pods?labelSelector=app%3Dx&watch=true                      | watch  | pods",
                "GET    | api/v1/namespaces/shop                                            | get    | namespaces",
                "GET    | api/v1/namespaces                                                 | list   | namespaces",
                "GET    | api/v1/namespaces/shop/pods/x:15020/proxy/stats/prometheus        | get    | pods/proxy",
                "GET    | apis/networking.istio.io/v1/namespaces/shop/virtualservices/r     | get    | virtualservices",
                "PUT    | apis/iter8.tools/v2alpha2/namespaces/shop/experiments/e/status    | update | experiments/status",
                "POST   | apis/coordination.k8s.io/v1/namespaces/shop/leases                | create | leases",
                "PATCH  | apis/apps/v1/namespaces/shop/deployments/d                        | patch  | deployments",
                "DELETE | apis/apps/v1/namespaces/shop/deployments/d                        | delete | deployments",
                "DELETE | apis/apps/v1/namespaces/shop/deployments                          | deletecollection | deployments",
                "POST   | apis/authorization.k8s.io/v1/selfsubjectaccessreviews             | create | selfsubjectaccessreviews",
                "GET    | apis/apps/v1                                                      | get    | discovery",
                "GET    | version                                                           | get    | discovery",
            })
    void aCallIsNamedAsItsRightIs(String method, String path, String verb, String resource) {
        Call call = Call.of(method, path, Optional.of(200), Duration.ZERO);

        assertThat(call.verb()).isEqualTo(verb);
        assertThat(call.resource()).isEqualTo(resource);
    }

    @Test
    void everyRequestIsHeardOfWithItsStatus() {
        List<Call> heard = new CopyOnWriteArrayList<>();
        try (LoopbackApi api = new LoopbackApi();
                Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig("t")), heard::add)) {
            cluster.read(MAP);
            api.trouble(request -> Optional.of(new Reply(503, LoopbackApi.status(503, "", "etcd is away"))));
            assertThatThrownBy(() -> cluster.read(MAP)).isInstanceOf(ClusterException.class);

            assertThat(heard).hasSize(api.seen.size());
            assertThat(heard.subList(heard.size() - 2, heard.size()))
                    .extracting(Call::verb, Call::resource, Call::status)
                    .containsExactly(
                            Assertions.tuple("get", "configmaps", Optional.of(404)),
                            Assertions.tuple("get", "configmaps", Optional.of(503)));
            assertThat(heard).allSatisfy(call -> assertThat(call.took()).isPositive());
        }
    }

    @Test
    void aRequestWithoutAnAnswerIsHeardOfToo() {
        List<Call> heard = new CopyOnWriteArrayList<>();
        LoopbackApi api = new LoopbackApi();
        try (Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig("t")), heard::add)) {
            cluster.read(MAP);
            int before = heard.size();
            api.close();
            assertThatThrownBy(() -> cluster.read(MAP)).isInstanceOf(ClusterException.class);

            assertThat(heard.subList(before, heard.size())).isNotEmpty().allSatisfy(call -> assertThat(call.status())
                    .isEmpty());
        }
    }

    @Test
    void aMistakeInCountingCostsNothing() {
        Calls broken = call -> {
            throw new IllegalStateException("no counter");
        };
        try (LoopbackApi api = new LoopbackApi();
                Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig("t")), broken)) {
            assertThat(cluster.read(MAP)).isEmpty();
        }
    }
}
