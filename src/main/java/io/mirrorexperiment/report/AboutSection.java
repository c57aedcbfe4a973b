package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Journal;
import java.util.List;

/** What was asked for. */
final class AboutSection {
    private AboutSection() {}

    static Section of(Facts facts) {
        Experiment experiment = facts.journal().experiment();
        return new Section(
                "",
                List.of(
                        term("run", facts.journal().id().toString()),
                        term(
                                "experiment",
                                "service " + experiment.service() + " in " + experiment.namespace() + ": live "
                                        + experiment.live().words() + ", dark " + Words.dark(experiment)),
                        term("mirror", Words.mirror(facts.journal())),
                        term("judged", rule(facts.journal()))));
    }

    private static Block.Term term(String name, String words) {
        return new Block.Term(name, 12, Tone.PLAIN, words);
    }

    private static String rule(Journal journal) {
        Experiment experiment = journal.experiment();
        Cadence cadence = journal.cadence();
        int added = cadence.iterations() - experiment.cadence().iterations();
        String looks = Numbers.count(cadence.iterations(), "look")
                + (added > 0 ? " (" + Numbers.count(added) + " of them added)" : "") + ", "
                + Numbers.duration(cadence.interval())
                + " apart" + (cadence.warmUp() > 0 ? ", after " + cadence.warmUp() + " to warm up" : "");
        Decision decision = experiment.decision();
        return switch (decision.rule()) {
            case POINT -> "point rule: at the last of " + looks + (decision.failFast() ? ", or at a breach" : "");
            case SEQUENTIAL ->
                "sequentially at " + looks + "; false promotion at most " + Numbers.plain(decision.falsePromotion())
                        + ", false rollback at most " + Numbers.plain(decision.falseRollback())
                        + (decision.soak().isZero()
                                ? ""
                                : "; nothing is promoted in the first " + Numbers.duration(decision.soak()));
        };
    }
}
