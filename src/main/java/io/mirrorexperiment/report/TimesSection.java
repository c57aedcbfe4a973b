package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When it was, and how long what took. */
final class TimesSection {
    private TimesSection() {}

    static Section of(Facts facts) {
        return new Section(
                "Time", facts.started().map(start -> blocks(facts, start)).orElse(List.of()));
    }

    private static List<Block> blocks(Facts facts, Instant start) {
        Instant end = facts.newest().orElse(start);
        List<Block> blocks = new ArrayList<>();
        String span = Numbers.date(start) + " to " + Numbers.date(end) + ", "
                + Numbers.duration(Duration.between(start, end));
        blocks.add(new Block.Line(
                Row.of(end.isAfter(start) ? span + (facts.ending().isEmpty() ? " so far" : "") : Numbers.date(start))));
        String spans = String.join(", ", spans(facts, start, end));
        if (!spans.isEmpty()) {
            blocks.add(new Block.Sentence(Tone.FAINT, spans));
        }
        return blocks;
    }

    private static List<String> spans(Facts facts, Instant start, Instant end) {
        List<String> spans = new ArrayList<>();
        Optional<Instant> open = facts.at(Entry.Mirrored.class).or(() -> facts.at(Entry.Baselined.class));
        Optional<Instant> flowing = facts.at(Entry.Flowing.class);
        Optional<Instant> judged = facts.at(Entry.Judged.class);
        span(spans, "until the mirror opened", Optional.of(start), open);
        span(spans, "until copies arrived", open, flowing);
        span(spans, "until the verdict", flowing.or(() -> open).or(() -> Optional.of(start)), judged);
        span(spans, "after it", judged, Optional.of(end));
        return spans;
    }

    private static void span(List<String> spans, String words, Optional<Instant> from, Optional<Instant> to) {
        boolean took = from.isPresent() && to.isPresent() && to.get().isAfter(from.get());
        if (took) {
            spans.add(Numbers.duration(Duration.between(from.get(), to.get())) + " " + words);
        }
    }
}
