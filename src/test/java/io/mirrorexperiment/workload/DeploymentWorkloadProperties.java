package io.mirrorexperiment.workload;

import static io.mirrorexperiment.workload.Cluster.deployment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class DeploymentWorkloadProperties {
    private static final String NEW = "example/reviews@sha256:22";
    private final Workload deployments = new DeploymentWorkload();

    @Property(tries = 200)
    void takingBackUndoesAPromotion(@ForAll("lives") Manifest live) {
        assertThat(deployments.takenBack(deployments.promoted(live, "reviews", NEW)))
                .isEqualTo(live);
    }

    @Property(tries = 200)
    void aSettledPromotionChangesNothingButTheImage(@ForAll("lives") Manifest live) {
        Manifest settled = deployments.settled(deployments.promoted(live, "reviews", NEW));

        assertThat(settled).isEqualTo(Containers.withImage(live, "reviews", NEW));
        assertThat(deployments.settled(settled)).isEqualTo(settled);
    }

    @Property(tries = 200)
    void promotingTwiceIsPromotingOnce(@ForAll("lives") Manifest live) {
        Manifest promoted = deployments.promoted(live, "reviews", NEW);

        assertThat(deployments.promoted(promoted, "reviews", NEW)).isEqualTo(promoted);
        assertThat(promoted.number("spec", "strategy", "rollingUpdate", "maxUnavailable"))
                .contains(0L);
        assertThat(promoted.text("spec", "strategy", "type")).contains("RollingUpdate");
    }

    @Property(tries = 200)
    void theSelectorOfACloneDoesNotPickLivePods(@ForAll("lives") Manifest live) {
        DarkSource.Clone wanted = new DarkSource.Clone("v2", "example/reviews:2.0");

        Found<Found.Cloned> found = deployments.clone(live, Cluster.SERVICE, wanted, "default.reviews.1");

        Manifest dark = ((Found.There<Found.Cloned>) found).value().manifest();
        assertThat(Selector.of(dark).matches(Labels.ofPods(dark))).isTrue();
        assertThat(Selector.of(dark).matches(Labels.ofPods(live))).isFalse();
        assertThat(Selector.ofService(Cluster.SERVICE).matches(Labels.ofPods(dark)))
                .isTrue();
        assertThat(deployments.ours(dark, "default.reviews.1")).isTrue();
    }

    @Property(tries = 200)
    void aMarkIsKnownAgainByItsRunOnly(
            @ForAll @AlphaChars @StringLength(min = 1, max = 200) String run,
            @ForAll @AlphaChars @StringLength(min = 1, max = 200) String other) {
        Manifest object = deployment("reviews-v2", "app: reviews", "i");

        Manifest marked = deployments.marked(object, run);

        assertThat(deployments.ours(object, run)).isFalse();
        assertThat(deployments.ours(marked, run)).isTrue();
        assertThat(deployments.ours(marked, other)).isEqualTo(run.equals(other));
        assertThat(marked.labels().get(Mark.RUN)).matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    }

    @Example
    void scalesLikeAnother() {
        Manifest one = deployment("a", "app: reviews", "i");
        Manifest other = deployment("b", "app: reviews", "i").with(7, "spec", "replicas");

        assertThat(deployments.scaledLike(one, other).number("spec", "replicas"))
                .contains(7L);
        assertThat(deployments
                        .scaledLike(one, other.without("spec", "replicas"))
                        .number("spec", "replicas"))
                .contains(1L);
    }

    @Example
    void refusesToPromoteAContainerThatIsNotThere() {
        Manifest live = deployment("a", "app: reviews", "i");

        assertThatIllegalArgumentException().isThrownBy(() -> deployments.promoted(live, "other", NEW));
    }

    @Example
    void saysWhatToDoWhenSomebodyEditedTheRecordOfAPromotion() {
        Manifest spoilt = deployment("a", "app: reviews", "i")
                .withAnnotation("mirror-experiment.io/before-promotion", "{\"image\": 3}");

        assertThatIllegalStateException()
                .isThrownBy(() -> deployments.takenBack(spoilt))
                .withMessageContaining("kubectl rollout undo");
    }

    @Example
    void isOneOfAllWorkloads() {
        assertThat(Workloads.all()).extracting(Workload::kind).contains(deployments.kind());
    }

    @Provide
    static Arbitrary<Manifest> lives() {
        Arbitrary<Object> number = Arbitraries.of(0, 1, 3, "0%", "25%", "100%");
        Arbitrary<Optional<Map<String, Object>>> strategy = Arbitraries.oneOf(
                Arbitraries.just(Optional.empty()),
                Arbitraries.just(Optional.of(Map.of("type", "Recreate"))),
                Combinators.combine(number, number)
                        .as((surge, unavailable) -> Optional.of(Map.of(
                                "type", "RollingUpdate",
                                "rollingUpdate", Map.of("maxSurge", surge, "maxUnavailable", unavailable),
                                "unknown", "kept"))));
        return Combinators.combine(
                        strategy,
                        Arbitraries.<Optional<Boolean>>of(Optional.empty(), Optional.of(true), Optional.of(false)),
                        Arbitraries.of("app: reviews", "app: reviews, version: v1", "app: reviews, tier: x"),
                        Arbitraries.of(true, false))
                .as(DeploymentWorkloadProperties::live);
    }

    private static Manifest live(
            Optional<Map<String, Object>> strategy, Optional<Boolean> paused, String labels, boolean annotated) {
        Manifest live = deployment("reviews-v1", labels, "example/reviews:1.0");
        live = strategy.isPresent() ? live.with(strategy.get(), "spec", "strategy") : live;
        live = paused.isPresent() ? live.with(paused.get(), "spec", "paused") : live;
        return annotated ? live.withAnnotation("deployment.kubernetes.io/revision", "4") : live;
    }
}
