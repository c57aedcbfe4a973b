package io.mirrorexperiment.sandbox.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.mirrorexperiment.real.Ground;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects as a client of a cluster knows them: created, changed, compared, refused and deleted. */
abstract class ObjectsContract {
    final Ground ground;
    final KubernetesClient client;
    private final NonNamespaceOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> configMaps;

    ObjectsContract(Ground ground) {
        this.ground = ground;
        this.client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(ground.kubeconfig()))
                .build();
        this.configMaps = client.configMaps().inNamespace(ground.namespace());
    }

    @AfterEach
    void close() {
        client.close();
        ground.close();
    }

    static ConfigMap configMap(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("value", value)
                .endMetadata()
                .addToData("key", value)
                .build();
    }

    private static void assertRefused(ThrowingCallable call, int code, String reason, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(KubernetesClientException.class, refusal -> {
            assertThat(refusal.getCode()).isEqualTo(code);
            assertThat(refusal.getStatus().getReason()).isEqualTo(reason);
            assertThat(refusal.getStatus().getMessage()).contains(message);
        });
    }

    @Test
    void givesANewObjectItsIdentity() {
        ConfigMap created = configMaps.resource(configMap("one", "a")).create();

        assertThat(created.getMetadata().getUid()).isNotBlank();
        assertThat(created.getMetadata().getCreationTimestamp()).endsWith("Z");
        assertThat(created.getMetadata().getResourceVersion()).matches("\\d+");
        assertThat(created.getMetadata().getNamespace()).isEqualTo(ground.namespace());
    }

    @Test
    void refusesASecondObjectOfTheSameName() {
        configMaps.resource(configMap("one", "a")).create();

        assertRefused(
                () -> configMaps.resource(configMap("one", "a")).create(),
                409,
                "AlreadyExists",
                "configmaps \"one\" already exists");
    }

    @Test
    void refusesAnObjectInANamespaceThatIsNotThere() {
        assertRefused(
                () -> client.configMaps()
                        .inNamespace("nowhere")
                        .resource(configMap("one", "a"))
                        .create(),
                404,
                "NotFound",
                "namespaces \"nowhere\" not found");
    }

    @Test
    void refusesANameThatIsNotOne() {
        assertRefused(
                () -> configMaps.resource(configMap("Not_A_Name", "a")).create(),
                422,
                "Invalid",
                "ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value");
    }

    @Test
    void makesUpTheRestOfAGeneratedName() {
        ConfigMap wanted = configMap("", "a");
        wanted.getMetadata().setName(null);
        wanted.getMetadata().setGenerateName("run-");

        ConfigMap created = configMaps.resource(wanted).create();

        assertThat(created.getMetadata().getName()).matches("run-[a-z0-9]{5}");
    }

    @Test
    void refusesAWriteBasedOnAnOldVersion() {
        ConfigMap first = configMaps.resource(configMap("one", "a")).create();
        configMaps.resource(configMap("one", "b")).update();
        first.setData(Map.of("key", "c"));

        assertRefused(
                () -> configMaps.resource(first).lockResourceVersion().update(),
                409,
                "Conflict",
                "Operation cannot be fulfilled on configmaps \"one\": the object has been modified");
    }

    @Test
    void letsExactlyOneOfManyWritersOfTheSameVersionWin() throws Exception {
        ConfigMap first = configMaps.resource(configMap("one", "a")).create();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService writers = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String value = "writer-" + i;
            results.add(writers.submit(() -> {
                start.await();
                return wins(first, value);
            }));
        }

        start.countDown();

        int winners = 0;
        for (Future<Boolean> result : results) {
            winners += result.get(10, TimeUnit.SECONDS) ? 1 : 0;
        }
        writers.shutdownNow();
        assertThat(winners).isEqualTo(1);
    }

    private boolean wins(ConfigMap base, String value) {
        ConfigMap mine =
                new ConfigMapBuilder(base).withData(Map.of("key", value)).build();
        try {
            configMaps.resource(mine).lockResourceVersion().update();
            return true;
        } catch (KubernetesClientException lost) {
            assertThat(lost.getCode()).isEqualTo(409);
            return false;
        }
    }

    @Test
    void leavesTheVersionAloneIfNothingChanges() {
        ConfigMap first = configMaps.resource(configMap("one", "a")).create();

        ConfigMap again = configMaps.resource(configMap("one", "a")).update();

        assertThat(again.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
    }

    @Test
    void countsAGenerationOnlyWhenTheSpecChanges() {
        ground.apply(Samples.deployment("reviews", 1, "example/reviews:1.0"));
        client.apps()
                .deployments()
                .inNamespace(ground.namespace())
                .withName("reviews")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"touched\":\"yes\"}}}");

        Deployment scaled = client.apps()
                .deployments()
                .inNamespace(ground.namespace())
                .withName("reviews")
                .scale(3);

        assertThat(scaled.getMetadata().getGeneration()).isEqualTo(2);
        assertThat(scaled.getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    void mergesContainersByNameInAStrategicPatch() {
        ground.apply(Samples.deployment("reviews", 1, "example/reviews:1.0"));

        Deployment patched = client.apps()
                .deployments()
                .inNamespace(ground.namespace())
                .withName("reviews")
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"app\",\"image\":\"example/reviews:2.0\"}]}}}}");

        var container =
                patched.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(container.getImage()).isEqualTo("example/reviews:2.0");
        assertThat(container.getPorts()).hasSize(1);
    }

    @Test
    void performsAJsonPatchWholeOrNotAtAll() {
        configMaps.resource(configMap("one", "a")).create();

        assertThatThrownBy(
                        () -> configMaps
                                .withName("one")
                                .patch(
                                        PatchContext.of(PatchType.JSON),
                                        "[{\"op\":\"replace\",\"path\":\"/data/key\",\"value\":\"b\"},{\"op\":\"test\",\"path\":\"/data/key\",\"value\":\"z\"}]"))
                .isInstanceOf(KubernetesClientException.class);

        assertThat(configMaps.withName("one").get().getData()).containsEntry("key", "a");
    }

    @Test
    void refusesAStrategicPatchOfACustomResource() {
        ground.apply(Samples.virtualService("reviews", "timeout: 5s"));

        assertRefused(
                () -> virtualService()
                        .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}"),
                415,
                "UnsupportedMediaType",
                "application/merge-patch+json");
    }

    @Test
    void appliesFieldsOfSeveralManagersAndTakesAwayWhatOneNoLongerMentions() {
        apply("engine", "{engine: 'yes'}");
        apply("other", "{other: 'yes'}");

        ConfigMap applied = apply("engine", "{fresh: 'yes'}");

        assertThat(applied.getData()).containsOnlyKeys("fresh", "other");
    }

    @Test
    void refusesToTakeAFieldFromAnotherManagerUnlessForced() {
        apply("engine", "{key: mine}");

        assertRefused(
                () -> configMaps
                        .resource(configMap("shared", "theirs"))
                        .patch(new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("other")
                                .withForce(false)
                                .build()),
                409,
                "Conflict",
                "conflict with \"engine\": .data.key");
    }

    private ConfigMap apply(String manager, String data) {
        ConfigMap wanted = client.getKubernetesSerialization()
                .unmarshal("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shared}\ndata: " + data, ConfigMap.class);
        return configMaps.resource(wanted).fieldManager(manager).serverSideApply();
    }

    private Resource<GenericKubernetesResource> virtualService() {
        return client.genericKubernetesResources("networking.istio.io/v1", "VirtualService")
                .inNamespace(ground.namespace())
                .withName("reviews");
    }

    @Test
    void selectsByLabelsAndPagesWithoutSayingHowManyAreLeft() {
        makeThree();

        ConfigMapList page = configMaps
                .withLabelSelector("value in (a, b, c), value != b")
                .list(new ListOptionsBuilder().withLimit(1L).build());
        ConfigMapList rest = configMaps
                .withLabelSelector("value in (a, b, c), value != b")
                .list(new ListOptionsBuilder()
                        .withContinue(page.getMetadata().getContinue())
                        .build());

        assertThat(names(page)).containsExactly("one-a");
        assertThat(page.getMetadata().getRemainingItemCount()).isNull();
        assertThat(names(rest)).containsExactly("one-c");
    }

    @Test
    void saysHowManyAreLeftWhereNothingIsSelected() {
        makeThree();
        long all = configMaps.list().getItems().size();

        ConfigMapList page =
                configMaps.list(new ListOptionsBuilder().withLimit(1L).build());

        assertThat(page.getMetadata().getRemainingItemCount()).isEqualTo(all - 1);
    }

    private void makeThree() {
        for (String value : List.of("a", "b", "c")) {
            configMaps.resource(configMap("one-" + value, value)).create();
        }
    }

    private static List<String> names(ConfigMapList page) {
        return page.getItems().stream()
                .map(item -> item.getMetadata().getName())
                .toList();
    }

    @Test
    void waitsForFinalizersBeforeAnObjectGoes() {
        ConfigMap held = configMap("held", "a");
        held.getMetadata().setFinalizers(List.of("example.org/hold"));
        configMaps.resource(held).create();
        configMaps
                .withName("held")
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
        boolean marked = configMaps.withName("held").get().isMarkedForDeletion();

        configMaps
                .withName("held")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");

        assertThat(marked).isTrue();
        assertThat(configMaps.withName("held").get()).isNull();
    }

    @Test
    void changesNothingInADryRun() {
        configMaps.resource(configMap("one", "a")).dryRun(true).create();

        assertThat(configMaps.withName("one").get()).isNull();
    }

    @Test
    void showsNumbersInTheFewestDigitsWhateverWasWritten() {
        ground.apply(Samples.virtualService("reviews", "mirrorPercentage: {value: 40.0}"));
        String path = "/apis/networking.istio.io/v1/namespaces/" + ground.namespace() + "/virtualservices/reviews";

        String whole = client.raw(path);
        virtualService()
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\":\"replace\",\"path\":\"/spec/http/0/mirrorPercentage/value\",\"value\":0.50}]");

        assertThat(whole.replaceAll("\\s", "")).contains("\"mirrorPercentage\":{\"value\":40}");
        assertThat(client.raw(path).replaceAll("\\s", "")).contains("\"mirrorPercentage\":{\"value\":0.5}");
    }

    @Test
    void servesAKindThatADefinitionAdds() {
        ground.apply("""
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: widgets.example.org}
                spec:
                  group: example.org
                  scope: Namespaced
                  names: {plural: widgets, singular: widget, kind: Widget}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """);
        try {
            ground.apply("{apiVersion: example.org/v1, kind: Widget, metadata: {name: w}, spec: {size: 1.5}}");

            String raw = client.raw("/apis/example.org/v1/namespaces/" + ground.namespace() + "/widgets/w");

            assertThat(raw).contains("\"size\":1.5");
        } finally {
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName("widgets.example.org")
                    .delete();
        }
    }
}
