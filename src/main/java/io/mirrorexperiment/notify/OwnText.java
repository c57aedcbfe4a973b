package io.mirrorexperiment.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.journal.Entry;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Our own message: JSON of the schema {@value #SCHEMA}, which {@code resources/schema/notification.json} describes. Every field is always
 * there, {@code null} where there is nothing to say. Pure.
 */
final class OwnText {
    /** Changes when a reader of the old form could not read the new one. */
    static final String SCHEMA = "mirror-experiment.io/notification/v1";

    private OwnText() {}

    static String of(Notice notice) {
        Event event = notice.event();
        ObjectNode root = Json.object();
        root.put("schema", SCHEMA);
        root.put("key", notice.key());
        root.put("event", event.occasion().word());
        root.put("at", event.at().toString());
        root.put("run", notice.journal().id().toString());
        root.put("namespace", notice.experiment().namespace());
        root.put("experiment", notice.experiment().name());
        root.put("service", notice.experiment().service());
        root.put("verdict", event.verdict().word());
        root.put("cause", orNull(event.cause()));
        root.put("outcome", orNull(event.outcome()));
        root.put("exitCode", event.exitCode().orElse(null));
        root.put("sentence", notice.sentence());
        root.put("link", orNull(notice.link()));
        root.set("evidence", notice.look().map(OwnText::evidence).orElse(null));
        ArrayNode commands = root.putArray("commands");
        notice.journal().last(Entry.Finished.class).ifPresent(end -> end.commands()
                .forEach(command -> commands.add(Clean.line(command))));
        return Json.text(root);
    }

    private static @Nullable String orNull(Optional<String> text) {
        return text.orElse(null);
    }

    private static ObjectNode evidence(Entry.Iterated look) {
        ObjectNode evidence = Json.object();
        evidence.put("at", look.at().toString());
        evidence.put("iteration", look.tick());
        evidence.set("live", totals(look.live()));
        evidence.set("dark", totals(look.dark()));
        evidence.set("mirror", mirror(look.proof()));
        ArrayNode objectives = evidence.putArray("objectives");
        look.assessments().forEach(each -> objectives.add(objective(each)));
        return evidence;
    }

    private static ObjectNode totals(Totals totals) {
        return Json.object().put("requests", totals.requests()).put("bad", totals.bad());
    }

    private static ObjectNode mirror(MirrorProof proof) {
        return Json.object().put("standing", word(proof.standing())).put("words", Clean.line(proof.words()));
    }

    private static ObjectNode objective(Assessment assessment) {
        return Json.object()
                .put("objective", assessment.objective().words())
                .put("standing", word(assessment.standing()))
                .put("words", Clean.line(assessment.evidence().words()));
    }

    private static String word(Enum<?> standing) {
        return standing.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
