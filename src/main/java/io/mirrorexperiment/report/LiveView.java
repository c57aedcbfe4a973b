package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run as one screen of a terminal, to be painted over itself each second. Pure. As long as the experiment is the same, a frame has the same
 * number of lines and its columns stand where they stood, whatever the numbers are; no line is wider than asked.
 */
public final class LiveView {
    private static final int LATEST = 4;
    private static final int COUNT = 11;

    private LiveView() {}

    /** The lines of a frame, without line feeds. */
    public static List<String> frame(Journal journal, Instant now, int columns, Style style) {
        return frame(journal, now, columns, style, List.of());
    }

    /**
     * The lines of a frame with others below them, after an empty one.
     *
     * @param extra the caller's own lines, plain; cut where they are too wide
     */
    public static List<String> frame(Journal journal, Instant now, int columns, Style style, List<String> extra) {
        List<Row> rows = new ArrayList<>(rows(new Facts(journal), now, columns));
        if (!extra.isEmpty()) {
            rows.add(Row.EMPTY);
            extra.forEach(line -> rows.add(Row.of(line)));
        }
        return rows.stream().map(row -> row.atMost(columns).render(style)).toList();
    }

    private static List<Row> rows(Facts facts, Instant now, int columns) {
        List<Row> rows = new ArrayList<>();
        rows.add(title(facts));
        rows.add(Clockwork.phase(facts, now));
        rows.add(Clockwork.timeLeft(facts, now, columns));
        rows.add(Row.EMPTY);
        rows.addAll(Gauges.of(facts, columns));
        rows.add(Row.EMPTY);
        rows.add(traffic(facts));
        rows.add(trouble(facts));
        rows.add(Row.EMPTY);
        rows.addAll(latest(facts));
        return rows;
    }

    private static Row title(Facts facts) {
        Experiment experiment = facts.journal().experiment();
        return Row.of(Tone.STRONG, facts.journal().id().toString())
                .plus(Tone.FAINT, "  " + experiment.service() + ": ")
                .plus(experiment.live().words())
                .plus(Tone.FAINT, " → ")
                .plus(Words.dark(experiment));
    }

    private static Row traffic(Facts facts) {
        Optional<MirrorProof> proof = facts.proof();
        String live = proof.map(MirrorProof::live).map(Numbers::count).orElse("0");
        String dark = proof.map(MirrorProof::dark).map(Numbers::count).orElse("0");
        String share =
                proof.map(each -> Numbers.share(each.share(), each.live())).orElse(Numbers.NONE);
        return Row.of(Tone.FAINT, "live")
                .plus(Row.of(live).right(COUNT))
                .plus(Tone.FAINT, "   dark")
                .plus(Row.of(dark).right(COUNT))
                .plus(Tone.FAINT, "   copied ")
                .plus(Row.of(share).right(8))
                .plus(
                        Tone.FAINT,
                        facts.percentAsked()
                                .map(asked -> " of " + Numbers.plain(asked) + " % asked")
                                .orElse(""))
                .plus("  ")
                .plus(proof.map(MirrorProof::standing)
                        .map(standing -> MirrorSection.mark(standing)
                                .plus(MirrorSection.tone(standing), " " + MirrorSection.word(standing)))
                        .orElse(Row.EMPTY));
    }

    /** What fails now, or was odd at the newest look, or why the verdict is as it is; an empty line keeps its place. */
    private static Row trouble(Facts facts) {
        return facts.stumbling()
                .map(stumbled -> "could not " + stumbled.deed() + ": " + stumbled.message())
                .or(() -> facts.last(Entry.Iterated.class)
                        .flatMap(tick ->
                                tick.trouble().stream().findFirst().map(first -> "look " + tick.tick() + ": " + first)))
                .filter(words -> facts.verdictIsOpen() || facts.stumbling().isPresent())
                .map(words -> Row.of(Tone.DOUBT, "trouble  ").plus(words))
                .orElseGet(() -> facts.verdictIsOpen() ? Row.EMPTY : Row.of(Headline.why(facts.journal())));
    }

    private static List<Row> latest(Facts facts) {
        List<Entry> entries = facts.journal().entries();
        List<Row> rows = new ArrayList<>();
        for (Entry entry : entries.subList(Math.max(0, entries.size() - LATEST), entries.size())) {
            rows.add(Lines.row(entry, facts.journal(), true));
        }
        while (rows.size() < LATEST) {
            rows.add(Row.EMPTY);
        }
        return rows;
    }
}
