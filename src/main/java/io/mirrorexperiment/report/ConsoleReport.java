package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The report of a run as people read it in a log: what was decided and why, what that rests on, what is left in the cluster, and what to do
 * next. Pure. At most {@value #COLUMNS} columns, but for commands, whose words are never broken, and for the last line, which is for machines and
 * always there: {@code mirror-experiment: verdict=… outcome=… cause=… run=… exit=…}. A run that goes on has the outcome {@code unfinished}, and
 * {@code none} for what is not known yet.
 */
public final class ConsoleReport {
    /** Lines are not wider. */
    public static final int COLUMNS = 100;

    private ConsoleReport() {}

    /** The report without colours. */
    public static String of(Journal journal) {
        return of(journal, List.of(), Style.PLAIN);
    }

    /**
     * The report.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     * @return lines, each ended with a line feed
     */
    public static String of(Journal journal, List<String> defaults, Style style) {
        List<Row> rows = new ArrayList<>(Headline.of(journal, COLUMNS));
        for (Section section : sections(new Facts(journal), defaults)) {
            rows.addAll(section.rows(COLUMNS));
        }
        rows.add(Row.EMPTY);
        String lines = rows.stream().map(row -> row.render(style) + "\n").collect(Collectors.joining());
        return lines + lastLine(journal) + "\n";
    }

    /** The line for machines, without line feed. */
    public static String lastLine(Journal journal) {
        return Headline.lastLine(journal);
    }

    /** Its parts, in order. */
    static List<Section> sections(Facts facts, List<String> defaults) {
        return List.of(
                AboutSection.of(facts),
                ObjectivesSection.of(facts),
                QueriesSection.of(facts),
                StepsSection.of(facts),
                MirrorSection.of(facts),
                TrafficSection.of(facts),
                TwinsSection.of(facts),
                IterationsSection.of(facts),
                TroubleSection.of(facts),
                ChangesSection.of(facts),
                PlanSections.warnings(facts),
                PlanSections.defaults(defaults),
                NextSection.of(facts),
                TimesSection.of(facts));
    }
}
