package io.mirrorexperiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.journal.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What was measured, as JSON. Numbers that JSON does not know, as infinity, are null there; the words tell them. */
final class JsonEvidence {
    /** Of more looks the newest are in the report; how many there were is told. */
    static final int MOST_LOOKS = 500;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonEvidence() {}

    static ArrayNode objectives(Facts facts) {
        ArrayNode array = NODES.arrayNode();
        facts.objectives().forEach(each -> array.add(objective(each)));
        return array;
    }

    private static ObjectNode objective(Standing each) {
        Optional<Evidence> evidence = each.assessment().map(Assessment::evidence);
        ObjectNode node = NODES.objectNode();
        node.put("metric", each.name());
        node.put("unit", unit(each.objective().metric()));
        node.set("limit", JsonExperiment.limit(each.objective()));
        node.put("condition", each.objective().words());
        node.put("standing", each.standing().map(JsonEvidence::word).orElse("not-assessed"));
        number(node, "value", evidence.map(Evidence::value));
        number(node, "live", evidence.map(Evidence::live));
        number(node, "lower", evidence.map(Evidence::lower));
        number(node, "upper", evidence.map(Evidence::upper));
        node.put("requests", each.requests());
        node.put("words", Clean.line(each.words()));
        evidence.flatMap(Evidence::weight).ifPresent(weight -> node.set("evidence", weight(weight)));
        return node;
    }

    /** Natural logarithms, since odds may be too large for any number; the odds themselves for people. */
    private static ObjectNode weight(Weight weight) {
        ObjectNode node = NODES.objectNode();
        number(node, "lnPromotion", Optional.of(OptionalDouble.of(weight.promotion())));
        number(node, "lnRollback", Optional.of(OptionalDouble.of(weight.rollback())));
        node.put("promotion", Odds.words(weight.promotion()));
        node.put("rollback", Odds.words(weight.rollback()));
        weight.left().ifPresent(left -> node.put("requestsLeft", left));
        node.put("words", Clean.line(weight.words()));
        return node;
    }

    private static String unit(Metric metric) {
        return switch (metric.kind()) {
            case ERROR_RATE -> "fraction";
            case LATENCY_MEAN, LATENCY_QUANTILE -> "ms";
            case REQUEST_COUNT, ERROR_COUNT -> "count";
            case QUERIED -> metric.queried().map(Metric.Queried::unit).orElse("");
        };
    }

    /** Questions with the dark version's values in them; where their secrets are is in the spec. */
    static ArrayNode queries(Facts facts) {
        ArrayNode array = NODES.arrayNode();
        for (Asked asked : Asked.of(facts)) {
            ObjectNode node = array.addObject();
            node.put("metric", asked.metric().metric().name());
            node.put("type", asked.metric().type().word());
            node.put("unit", unit(asked.metric().metric()));
            node.put("question", asked.question());
            number(node, "value", Optional.of(asked.number()));
            node.put("at", asked.at().map(Instant::toString).orElse(null));
            node.put("trouble", asked.trouble().orElse(null));
        }
        return array;
    }

    static ObjectNode mirror(Facts facts) {
        ObjectNode node = proof(facts.proof());
        number(node, "askedPercent", facts.percentAsked().map(OptionalDouble::of));
        return node;
    }

    private static ObjectNode proof(Optional<MirrorProof> proof) {
        ObjectNode node = NODES.objectNode();
        node.put("standing", proof.map(each -> word(each.standing())).orElse("not-looked-at"));
        node.put("live", proof.map(MirrorProof::live).orElse(0L));
        node.put("dark", proof.map(MirrorProof::dark).orElse(0L));
        number(node, "share", proof.map(each -> OptionalDouble.of(each.share())));
        node.put("words", proof.map(each -> Clean.line(each.words())).orElse(null));
        return node;
    }

    static ObjectNode totals(Totals totals) {
        return NODES.objectNode()
                .put("requests", totals.requests())
                .put("failed", totals.bad())
                .put("restarts", totals.restarts());
    }

    static ObjectNode looks(Facts facts) {
        List<Entry.Iterated> ticks = facts.ticks();
        ObjectNode looks = NODES.objectNode();
        looks.put("planned", facts.journal().cadence().ticks());
        looks.put("made", facts.looksMade());
        ArrayNode newest = looks.putArray("newest");
        ticks.subList(Math.max(0, ticks.size() - MOST_LOOKS), ticks.size())
                .forEach(tick -> newest.add(look(facts, tick)));
        return looks;
    }

    private static ObjectNode look(Facts facts, Entry.Iterated tick) {
        ObjectNode node = NODES.objectNode();
        node.put("look", tick.tick());
        node.put("at", tick.at().toString());
        node.put("warmUp", tick.warmUp());
        node.set("mirror", proof(Optional.of(tick.proof())));
        node.set("live", totals(tick.live()));
        node.set("dark", totals(tick.dark()));
        ArrayNode values = node.putArray("objectives");
        Standing.of(facts.journal().experiment(), tick.assessments()).forEach(each -> {
            ObjectNode value = values.addObject();
            value.put("standing", each.standing().map(JsonEvidence::word).orElse("not-assessed"));
            number(value, "value", Optional.of(each.value()));
            each.weight().ifPresent(weight -> {
                number(value, "lnPromotion", Optional.of(OptionalDouble.of(weight.promotion())));
                number(value, "lnRollback", Optional.of(OptionalDouble.of(weight.rollback())));
            });
        });
        ArrayNode trouble = node.putArray("trouble");
        tick.trouble().forEach(words -> trouble.add(Clean.line(words)));
        return node;
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void number(ObjectNode node, String field, Optional<OptionalDouble> number) {
        OptionalDouble value = number.orElse(OptionalDouble.empty());
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            node.put(field, value.getAsDouble());
        } else {
            node.putNull(field);
        }
    }
}
