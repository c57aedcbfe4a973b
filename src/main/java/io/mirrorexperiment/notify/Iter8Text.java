package io.mirrorexperiment.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.journal.Entry;

/**
 * The body that Iter8's task {@code notification/http} sends where it is given none: a summary, and the Experiment object as far as a run
 * knows it. Pure.
 */
final class Iter8Text {
    private Iter8Text() {}

    static String of(Receiver.Iter8 iter8, Notice notice) {
        Iter8Words words = Iter8Words.of(iter8, notice);
        ObjectNode root = Json.object();
        ObjectNode summary = root.putObject("summary");
        summary.put("winnerFound", words.winner().isPresent());
        words.winner().ifPresent(winner -> summary.put("winner", winner));
        if (recommends(words)) {
            summary.put("versionRecommendedForPromotion", words.version());
        }
        ObjectNode experiment = root.putObject("experiment");
        experiment.put("kind", "Experiment").put("apiVersion", "iter8.tools/v2alpha2");
        experiment
                .putObject("metadata")
                .put("name", notice.experiment().name())
                .put("namespace", notice.experiment().namespace());
        experiment.set("spec", spec(words, notice));
        experiment.set("status", status(words, notice));
        return Json.text(root);
    }

    /** After a look of a Conformance experiment Iter8 recommends its only version, whatever came of it. */
    private static boolean recommends(Iter8Words words) {
        return !words.stage().equals("Initializing");
    }

    private static ObjectNode spec(Iter8Words words, Notice notice) {
        Cadence cadence = notice.journal().cadence();
        ObjectNode spec = Json.object().put("target", words.target());
        spec.putObject("versionInfo").putObject("baseline").put("name", words.version());
        spec.putObject("strategy").put("testingPattern", "Conformance");
        spec.putObject("duration")
                .put("intervalSeconds", cadence.interval().toSeconds())
                .put("iterationsPerLoop", cadence.iterations());
        return spec;
    }

    private static ObjectNode status(Iter8Words words, Notice notice) {
        ObjectNode status = Json.object();
        ArrayNode conditions = status.putArray("conditions");
        conditions.addObject().put("type", "Completed").put("status", "False");
        conditions.addObject().put("type", "Failed").put("status", words.failed() ? "True" : "False");
        status.put("stage", words.stage());
        status.put(
                "completedIterations", notice.look().map(Entry.Iterated::tick).orElse(0));
        if (recommends(words)) {
            status.put("versionRecommendedForPromotion", words.version());
            ObjectNode data =
                    status.putObject("analysis").putObject("winnerAssessment").putObject("data");
            data.put("winnerFound", words.winner().isPresent());
            words.winner().ifPresent(winner -> data.put("winner", winner));
        }
        status.put("message", notice.sentence());
        return status;
    }
}
