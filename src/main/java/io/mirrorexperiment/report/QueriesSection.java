package io.mirrorexperiment.report;

import java.util.List;
import java.util.stream.Stream;

/** What was asked of other systems than that of the counters, and what they answered at the newest look. */
final class QueriesSection {
    private QueriesSection() {}

    static Section of(Facts facts) {
        List<Block> blocks =
                Asked.of(facts).stream().flatMap(QueriesSection::blocks).toList();
        return new Section("Asked of other systems", blocks);
    }

    private static Stream<Block> blocks(Asked asked) {
        Tone tone = asked.number().isPresent() ? Tone.PLAIN : Tone.DOUBT;
        return Stream.of(
                new Block.Item(tone, tone, asked.metric().metric() + ": " + asked.words()),
                new Block.Sentence(Tone.FAINT, asked.question()));
    }
}
