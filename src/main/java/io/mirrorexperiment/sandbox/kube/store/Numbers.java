package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.math.BigDecimal;

/**
 * Numbers as a Kubernetes API server keeps and shows them: what is written as an integer of 64 bits is one, everything else
 * is a double, shown with the fewest digits that say it: 40.0 comes back as 40, and 0.10 as 0.1.
 */
final class Numbers {
    private static final double PLAIN_INTEGERS = 1e15;

    private Numbers() {}

    /** The same tree, changed in place. */
    static JsonNode settled(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(settled(field.getValue())));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, settled(list.get(i)));
            }
        } else if (node.isFloatingPointNumber() || (node.isNumber() && !node.canConvertToLong())) {
            return shown(node.doubleValue());
        }
        return node;
    }

    private static JsonNode shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < PLAIN_INTEGERS
                ? JsonNodeFactory.instance.numberNode((long) value)
                : JsonNodeFactory.instance.numberNode(new BigDecimal(GoText.value(value)));
    }
}
