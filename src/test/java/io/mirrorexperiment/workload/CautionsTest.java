package io.mirrorexperiment.workload;

import static io.mirrorexperiment.workload.Cluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CautionsTest {
    private static final Manifest LIVE = deployment("reviews-v1", "app: reviews, version: v1", "example/reviews:1.0");
    private static final Manifest DARK = deployment("reviews-v2", "app: reviews, version: v2", "example/reviews:2.0");
    private final Workload deployments = new DeploymentWorkload();

    @Test
    void hasNothingToSayOfAPlainService() {
        assertThat(deployments.warnings(LIVE, DARK, List.of())).isEmpty();
    }

    @Test
    void namesTheVariablesThatSpeakOfSideEffectsButNeverTheirValues() {
        Manifest dark = DARK.with(List.of(Yaml.map("""
                        {name: reviews, image: i, env: [{name: KAFKA_BROKERS, value: s3cret}, {name: DB_HOST, value: s3cret},
                         {name: CRON_EXPRESSION, value: s3cret}, {name: GREETING, value: s3cret}]}""")), "spec", "template", "spec", "containers");

        List<String> warnings = deployments.warnings(LIVE, dark, List.of());

        assertThat(warnings)
                .hasSize(3)
                .anyMatch(each -> each.contains("queue (KAFKA_BROKERS)"))
                .anyMatch(each -> each.contains("database (DB_HOST)"))
                .anyMatch(each -> each.contains("scheduled jobs (CRON_EXPRESSION)"))
                .noneMatch(each -> each.contains("s3cret") || each.contains("GREETING"));
    }

    @Test
    void warnsOfABudgetThatCountsDarkPods() {
        Manifest budget = Yaml.manifest("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: reviews, namespace: default}
                spec: {minAvailable: 1, selector: {matchLabels: {app: reviews}}}
                """);

        assertThat(deployments.warnings(LIVE, DARK, List.of(budget)))
                .singleElement()
                .asString()
                .contains("PodDisruptionBudget default/reviews counts the dark pods, too");
    }

    @Test
    void warnsOfAnAutoscalerThatTakesDarkPodsForLiveOnes() {
        Manifest wide = LIVE.with(Map.of("app", "reviews"), "spec", "selector", "matchLabels");

        assertThat(deployments.warnings(wide, DARK, List.of(autoscaler("reviews-v1"))))
                .anyMatch(each -> each.contains("takes the dark pods for live ones"))
                .anyMatch(each -> each.contains(
                        "the selector of Deployment default/reviews-v1 (app=reviews) picks the dark pods"));
    }

    @Test
    void saysThatTheDarkVersionIsNotScaled() {
        assertThat(deployments.warnings(LIVE, DARK, List.of(autoscaler("reviews-v1"), autoscaler("ratings"))))
                .singleElement()
                .asString()
                .contains("scales the live version only");
    }

    @Test
    void warnsOfAVolumeThatBothMount() {
        List<Object> volumes = List.of(Yaml.map("{name: data, persistentVolumeClaim: {claimName: reviews-data}}"));
        String[] path = {"spec", "template", "spec", "volumes"};

        assertThat(deployments.warnings(LIVE.with(volumes, path), DARK.with(volumes, path), List.of()))
                .singleElement()
                .asString()
                .contains("volume claim reviews-data");
    }

    @Test
    void saysThatAPromotionRollsWhereRecreateWasAskedFor() {
        assertThat(deployments.warnings(LIVE.with("Recreate", "spec", "strategy", "type"), DARK, List.of()))
                .singleElement()
                .asString()
                .contains("rolls instead");
    }

    private static Manifest autoscaler(String target) {
        return Yaml.manifest("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: scaler, namespace: default}
                spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}}
                """.formatted(target));
    }
}
