package io.mirrorexperiment.report;

import io.mirrorexperiment.journal.Journal;
import java.util.List;

/**
 * The report of a run as Markdown in GitHub's dialect, for summaries of jobs and for comments: the words, numbers and parts of
 * {@link ConsoleReport}. What others said is escaped, so that none of it becomes markup, HTML or a link's text. Pure. Its last line
 * is the console's, as code.
 */
public final class MarkdownReport {
    private MarkdownReport() {}

    /**
     * The report.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     * @return lines, each ended with a line feed
     */
    public static String of(Journal journal, List<String> defaults) {
        MarkdownBlocks page = new MarkdownBlocks();
        page.heading(2, Headline.top(journal).render(Style.PLAIN));
        page.sentence(new Block.Sentence(Tone.PLAIN, Headline.why(journal)));
        for (Section section : ConsoleReport.sections(new Facts(journal), defaults)) {
            if (!section.blocks().isEmpty()) {
                page.section(section);
            }
        }
        page.code("", ConsoleReport.lastLine(journal));
        return page.text();
    }
}
