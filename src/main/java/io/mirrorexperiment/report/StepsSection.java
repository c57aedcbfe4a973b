package io.mirrorexperiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What live traffic said of the promoted version, step by step. */
final class StepsSection {
    private StepsSection() {}

    static Section of(Facts facts) {
        List<Block> blocks = new ArrayList<>();
        for (Entry.Stepped step : steps(facts)) {
            Row words = newest(facts, step)
                    .map(look -> WatchSentence.of(look, facts.journal()))
                    .orElseGet(() -> Row.of("at " + step.percent() + " %: not looked at yet"));
            blocks.add(new Block.Item(Tone.PLAIN, Tone.PLAIN, words.render(Style.PLAIN)));
        }
        return new Section("Live traffic, step by step", blocks);
    }

    /** For programs, oldest first. */
    static ArrayNode json(Facts facts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Entry.Stepped step : steps(facts)) {
            Optional<Entry.Watched> look = newest(facts, step);
            ObjectNode node = array.addObject();
            node.put("percent", step.percent()).put("since", step.at().toString());
            node.put("looked", look.map(each -> each.at().toString()).orElse(null));
            node.put("live", look.map(each -> each.live().requests()).orElse(0L));
            node.put("promoted", look.map(each -> each.dark().requests()).orElse(0L));
            ArrayNode standings = node.putArray("objectives");
            Standing.of(
                            facts.journal().experiment(),
                            look.map(Entry.Watched::assessments).orElse(List.of()))
                    .forEach(each -> standings.add(each.word().replace(' ', '-')));
        }
        return array;
    }

    private static List<Entry.Stepped> steps(Facts facts) {
        return facts.journal()
                .all(Entry.Stepped.class)
                .filter(step -> step.percent() > 0)
                .toList();
    }

    private static Optional<Entry.Watched> newest(Facts facts, Entry.Stepped step) {
        return facts.journal()
                .all(Entry.Watched.class)
                .filter(look -> look.percent() == step.percent())
                .reduce((older, newer) -> newer);
    }
}
