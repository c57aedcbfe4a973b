package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a run came to, in one line and one sentence: at the top for people, at the end for machines. */
final class Headline {
    /** Reasons that tell what somebody or something did; "because" would not lead to them. */
    private static final Pattern ACT =
            Pattern.compile("(promoted|rolled back|stopped|undone) by .*|(could not|did not) .*");

    /** Reasons without a verb. */
    private static final Pattern FRAGMENT =
            Pattern.compile("no evidence for .*|[^;]*: (too close to the limit|too little traffic|no evidence)[:,;].*");

    private static final Pattern ALL_MET = Pattern.compile("(every objective is (?:met|shown)): .*");

    private Headline() {}

    /** The line and the sentence at the top. */
    static List<Row> of(Journal journal, int columns) {
        List<Row> rows = new ArrayList<>(List.of(top(journal)));
        Prose.wrapped(why(journal), columns).forEach(line -> rows.add(Row.of(line)));
        return rows;
    }

    /** As in {@code CONFORMS, promoted (objectives-met)}. */
    static Row top(Journal journal) {
        Facts facts = new Facts(journal);
        Optional<Ending> ending = facts.ending();
        String verdict = facts.verdict().word().toUpperCase(Locale.ROOT);
        return ending.map(end -> Row.of(tone(journal).headline(), verdict + ", " + outcome(journal.experiment(), end))
                        .plus(" (" + end.cause().word() + ")"))
                .orElseGet(() -> Row.of(tone(journal).headline(), verdict)
                        .plus(", not finished (" + Phase.of(journal).word() + ")"));
    }

    /** The colour of both. */
    static Tone tone(Journal journal) {
        Facts facts = new Facts(journal);
        return facts.ending().map(Words::tone).orElseGet(() -> Words.tone(facts.verdict()));
    }

    /** Why, in one sentence. */
    static String why(Journal journal) {
        Facts facts = new Facts(journal);
        return facts.ending()
                .map(Headline::why)
                .or(() -> facts.last(Entry.Judged.class).map(judged -> soFar(judged) + " " + now(journal)))
                .orElseGet(() -> "There is no verdict yet. " + now(journal));
    }

    static String lastLine(Journal journal) {
        Facts facts = new Facts(journal);
        Optional<Ending> ending = facts.ending();
        String cause = ending.map(Ending::cause)
                .or(() -> facts.last(Entry.Judged.class).map(Entry.Judged::cause))
                .map(Cause::word)
                .orElse("none");
        return "mirror-experiment: verdict=" + facts.verdict().word()
                + " outcome=" + ending.map(end -> end.outcome().word()).orElse("unfinished")
                + " cause=" + cause
                + " run=" + journal.id()
                + " exit=" + ending.map(end -> String.valueOf(end.exitCode())).orElse("none");
    }

    private static String why(Ending ending) {
        String because = inShort(ending.because());
        if (because.isEmpty()) {
            return lead(ending) + ".";
        }
        if (ACT.matcher(because).matches()) {
            return Prose.sentence(
                    ending.outcome() == Outcome.STUCK ? lead(ending) + ": " + because : Prose.capital(because));
        }
        String breached = ending.cause() == Cause.OBJECTIVE_BREACHED ? "an objective was breached: " : "";
        return Prose.sentence(lead(ending) + link(breached + because));
    }

    private static String now(Journal journal) {
        return Prose.sentence("The run " + Phase.of(journal).words());
    }

    /** What every objective that is met rests on stands in the table below. */
    private static String inShort(String because) {
        return ALL_MET.matcher(Clean.line(because)).replaceFirst("$1");
    }

    private static String link(String because) {
        return (FRAGMENT.matcher(because).matches() ? ": " : " because ") + because;
    }

    private static String soFar(Entry.Judged judged) {
        return Prose.sentence(Prose.capital(judged.verdict().word()) + link(inShort(judged.because())));
    }

    private static String lead(Ending ending) {
        return switch (ending.outcome()) {
            case PROMOTED -> "Promoted";
            case ROLLED_BACK -> ending.verdict() == Verdict.INCONCLUSIVE ? "Inconclusive" : "Rolled back";
            case OBSERVED -> Prose.capital(ending.verdict().word());
            case ABORTED -> "Aborted";
            case HELD -> "Held for somebody to decide";
            case NOT_STARTED -> "Not started";
            case STUCK -> "Stuck";
        };
    }

    private static String outcome(Experiment experiment, Ending ending) {
        boolean commit = experiment.prints()
                && experiment.promotion().mode() != Promotion.Mode.NONE
                && ending.outcome() == Outcome.OBSERVED
                && ending.verdict() == Verdict.CONFORMS;
        return commit ? "promotion to be committed" : outcome(ending.outcome());
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case PROMOTED -> "promoted";
            case ROLLED_BACK -> "rolled back";
            case OBSERVED -> "observed only";
            case ABORTED -> "aborted and cleaned up";
            case HELD -> "held";
            case NOT_STARTED -> "not started";
            case STUCK -> "STUCK: clean-up did not finish";
        };
    }
}
