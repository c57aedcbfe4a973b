package io.mirrorexperiment.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final Manifest ROUTE = Manifest.of(Map.of(
            "apiVersion",
            "networking.istio.io/v1",
            "kind",
            "VirtualService",
            "metadata",
            Map.of("name", "reviews", "namespace", "shop", "labels", Map.of("app", "reviews", "n", 1)),
            "spec",
            Map.of("http", List.of(Map.of("name", "all"), "odd"))));

    @Test
    void whatItWasMadeOfMayChangeAfterwards() {
        List<Object> hosts = new ArrayList<>(List.of("reviews"));
        Map<String, Object> spec = new HashMap<>(Map.of("hosts", hosts));
        Manifest manifest = ROUTE.with(spec, "spec");

        hosts.add("ratings");
        spec.put("http", List.of());

        assertThat(manifest.map("spec")).isEqualTo(Map.of("hosts", List.of("reviews")));
    }

    @Test
    void nobodyCanChangeItAnywhere() {
        Map<String, Object> spec = ROUTE.map("spec");
        Map<String, Object> entry = ROUTE.maps("spec", "http").get(0);

        assertThatThrownBy(() -> ROUTE.tree().put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> spec.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> entry.put("a", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ROUTE.labels().put("a", "1")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(spec.get("http")).isInstanceOfSatisfying(List.class, list -> assertThatThrownBy(list::clear)
                .isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void refusesWhatCouldChangeOrCannotBeWritten() {
        for (Object value : List.of(new byte[] {1}, Instant.EPOCH, Double.NaN, Float.POSITIVE_INFINITY, 'c')) {
            assertThatIllegalArgumentException().isThrownBy(() -> ROUTE.with(List.of(value), "spec", "x"));
        }
    }

    @ParameterizedTest
    @CsvSource({"apiVersion, ''", "kind, ''", "metadata, ''", "metadata, name"})
    void isAnObjectOrNothing(String key, String second) {
        String[] path = second.isEmpty() ? new String[] {key} : new String[] {key, second};

        assertThatIllegalArgumentException().isThrownBy(() -> ROUTE.without(path));
        assertThatIllegalArgumentException().isThrownBy(() -> ROUTE.with(7, path));
    }

    @Test
    void refusesToPutAFieldIntoAListOrAText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ROUTE.with(1, "spec", "http", "retries"))
                .withMessage("'http' is no map, so 'retries' cannot be in it");
        assertThatIllegalArgumentException().isThrownBy(() -> ROUTE.with(1, "kind", "x"));
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        assertThat(ROUTE.without("spec", "http", "retries").tree()).isEqualTo(ROUTE.tree());
        assertThat(ROUTE.without("a", "b", "c").tree()).isEqualTo(ROUTE.tree());
    }

    @Test
    void mapsThatBecomeEmptyGo() {
        assertThat(ROUTE.without("spec", "http").at("spec")).isEmpty();
        assertThat(ROUTE.with(Map.of(), "spec").without("spec", "http").map("spec"))
                .isEmpty();
    }

    @Test
    void keysKeepTheirOrder() {
        Manifest changed = ROUTE.with("1", "zzz").with("2", "aaa").with("3", "zzz");

        assertThat(changed.tree().keySet().stream().toList().subList(4, 6)).containsExactly("zzz", "aaa");
    }

    @Test
    void numbersAreTheSameByValue() {
        assertThat(ROUTE.with(40.0, "spec", "x")).isEqualTo(ROUTE.with(40, "spec", "x"));
        assertThat(ROUTE.with(40.5, "spec", "x")).isNotEqualTo(ROUTE.with(40, "spec", "x"));
        assertThat(ROUTE.with("40", "spec", "x")).isNotEqualTo(ROUTE.with(40, "spec", "x"));
    }

    @Test
    void onlyTextsAreLabels() {
        assertThat(ROUTE.labels()).isEqualTo(Map.of("app", "reviews"));
        assertThat(ROUTE.maps("spec", "http")).containsExactly(Map.of("name", "all"));
    }

    @Test
    void anAuthoredObjectLacksWhatAServerAdds() {
        Manifest read = ROUTE.with("7", "metadata", "resourceVersion")
                .with("u", "metadata", "uid")
                .with(1, "metadata", "generation")
                .with("2026-11-21T10:00:00Z", "metadata", "creationTimestamp")
                .with(List.of(), "metadata", "managedFields")
                .with(Map.of("a", 1), "status");

        assertThat(read.asAuthored().tree()).isEqualTo(ROUTE.tree());
    }

    @Test
    void showsItsAddressOnly() {
        assertThat(ROUTE.with("hunter2", "spec", "password")).hasToString("VirtualService shop/reviews");
    }

    @Test
    void changesAreAppliedByAddress() {
        Manifest other = ROUTE.with("ratings", "metadata", "name");
        Manifest newer = ROUTE.with("x", "spec", "y");
        Manifest made = ROUTE.with("made", "metadata", "name");

        List<Manifest> after = Change.applied(
                List.of(new Change.Update(ROUTE, newer), new Change.Delete(other), new Change.Create(made)),
                List.of(ROUTE, other));

        assertThat(after).containsExactlyInAnyOrder(newer, made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "/b/c", ".g/b/c", "K/b/", "a/b/c/d", "//"})
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Address.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "annotations, argocd.argoproj.io/tracking-id, shop:apps/Deployment:shop/reviews, Argo CD application shop",
        "labels, argocd.argoproj.io/instance, shop, Argo CD application shop",
        "labels, kustomize.toolkit.fluxcd.io/name, shop, Flux Kustomization shop",
        "labels, helm.toolkit.fluxcd.io/name, shop, Flux HelmRelease shop"
    })
    void gitopsControllersAreKnownByTheirMarks(String where, String key, String value, String owner) {
        assertThat(Gitops.owner(ROUTE.with(value, "metadata", where, key))).contains(owner);
        assertThat(Gitops.isMark(key)).isTrue();
    }

    @Test
    void anObjectWithoutMarksHasNoOwner() {
        assertThat(Gitops.owner(ROUTE)).isEmpty();
        assertThat(Gitops.isMark("app.kubernetes.io/instance")).isFalse();
    }
}
