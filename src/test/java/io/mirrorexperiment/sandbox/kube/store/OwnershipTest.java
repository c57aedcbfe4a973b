package io.mirrorexperiment.sandbox.kube.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Who owns which fields after plain writes; as kube-apiserver answers, but for times. */
class OwnershipTest {
    private static final String ROUTE = """
            {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": {"name": "reviews"},
             "spec": {"hosts": ["reviews"], "http": [{"name": "all"}]}}""";

    private static ObjectNode made() {
        return Ownership.made(Tree.known(ROUTE), "argo");
    }

    private static ObjectNode mirrored(ObjectNode before) {
        ObjectNode wanted = before.deepCopy();
        Tree.within(wanted, "spec").putArray("http").add("other");
        return Ownership.changed(before, wanted, "us");
    }

    private static String fields(ObjectNode object, int place) {
        return object.at("/metadata/managedFields/" + place + "/fieldsV1").toString();
    }

    @Test
    void whoMakesAnObjectOwnsItsFields() {
        ObjectNode made = made();

        assertThat(fields(made, 0)).isEqualTo("{\"f:spec\":{\"f:hosts\":{},\"f:http\":{}}}");
    }

    @Test
    void whoChangesAFieldTakesItOver() {
        ObjectNode mirrored = mirrored(made());

        assertThat(fields(mirrored, 0)).isEqualTo("{\"f:spec\":{\"f:hosts\":{}}}");
        assertThat(fields(mirrored, 1)).isEqualTo("{\"f:spec\":{\"f:http\":{}}}");
    }

    @Test
    void whoChangesNothingOwnsNothing() {
        ObjectNode made = made();

        ObjectNode same = Ownership.changed(made, made.deepCopy(), "us");

        assertThat(same).isEqualTo(made);
    }

    @Test
    void whatIsRemovedIsNobodysAndWhoOwnsNothingElseIsGone() {
        ObjectNode mirrored = mirrored(made());
        ObjectNode bare = mirrored.deepCopy();
        Tree.within(bare, "spec").remove("http");

        ObjectNode removed = Ownership.changed(mirrored, bare, "argo");

        assertThat(removed.at("/metadata/managedFields").findValuesAsText("manager"))
                .containsExactly("argo");
        assertThat(fields(removed, 0)).isEqualTo("{\"f:spec\":{\"f:hosts\":{}}}");
    }

    @Test
    void whoLeavesOneselfOutIsGone() {
        ObjectNode mirrored = mirrored(made());
        ObjectNode without = mirrored.deepCopy();
        Tree.listIn(Tree.within(without, "metadata"), "managedFields").remove(1);

        ObjectNode left = Ownership.changed(mirrored, without, "us");

        assertThat(left.at("/metadata/managedFields").findValuesAsText("manager"))
                .containsExactly("argo");
    }

    @Test
    void anEmptyListIsForgottenAndOneEmptyEntryMeansNone() {
        ObjectNode made = made();
        ObjectNode forgotten = made.deepCopy();
        Tree.within(forgotten, "metadata").putArray("managedFields");
        ObjectNode none = made.deepCopy();
        Tree.within(none, "metadata").putArray("managedFields").addObject();

        assertThat(Ownership.changed(made, forgotten, "us")).isEqualTo(made);
        assertThat(Ownership.changed(made, none, "us").path("metadata").has("managedFields"))
                .isFalse();
    }
}
