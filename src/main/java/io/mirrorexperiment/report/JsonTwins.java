package io.mirrorexperiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Differences;
import io.mirrorexperiment.experiment.Differences.Example;
import io.mirrorexperiment.experiment.Differences.PathDifference;
import io.mirrorexperiment.experiment.Twins;

/** Live requests and their mirrored twins, as JSON. */
final class JsonTwins {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTwins() {}

    static ObjectNode of(Twins twins) {
        ObjectNode node = NODES.objectNode();
        node.put("until", twins.until().toString());
        node.set("pairs", pairs(twins));
        node.set("leftOut", leftovers(twins.leftovers()));
        node.set("differences", differences(twins.differences()));
        node.putObject("latency")
                .put("meanDifferenceMillis", TwinsSection.mean(twins))
                .put("standardDeviationMillis", TwinsSection.deviation(twins));
        return node;
    }

    private static ObjectNode pairs(Twins twins) {
        return NODES.objectNode()
                .put("count", twins.pairs().count())
                .put("bothFailed", twins.pairs().both())
                .put("darkOnlyFailed", twins.pairs().darkOnly())
                .put("liveOnlyFailed", twins.pairs().liveOnly())
                .put("noneFailed", twins.pairs().none());
    }

    private static ObjectNode leftovers(Twins.Leftovers left) {
        return NODES.objectNode()
                .put("liveWithoutTwin", left.live())
                .put("darkWithoutTwin", left.dark())
                .put("repeatedLines", left.repeated())
                .put("linesWithoutId", left.nameless())
                .put("otherLines", left.unreadable());
    }

    private static ObjectNode differences(Differences differences) {
        ObjectNode node = NODES.objectNode();
        node.put("pairs", differences.count());
        ArrayNode statuses = node.putArray("statuses");
        differences.statuses().forEach(each -> statuses.addObject()
                .put("live", each.live())
                .put("dark", each.dark())
                .put("pairs", each.pairs()));
        node.put("sizesCompared", differences.sized());
        node.put("sizesDiffer", differences.sizes());
        ArrayNode paths = node.putArray("paths");
        differences.paths().forEach(each -> paths.add(path(each)));
        node.put("onOtherPaths", differences.elsewhere());
        return node;
    }

    private static ObjectNode path(PathDifference path) {
        Example example = path.example();
        ObjectNode node = NODES.objectNode()
                .put("method", Clean.line(path.method()))
                .put("path", Clean.line(path.path()))
                .put("statuses", path.statuses())
                .put("sizes", path.sizes());
        node.putObject("example")
                .put("requestId", Clean.line(example.id()))
                .put("liveStatus", example.liveStatus())
                .put("darkStatus", example.darkStatus())
                .put("liveBytes", example.liveBytes())
                .put("darkBytes", example.darkBytes());
        return node;
    }
}
