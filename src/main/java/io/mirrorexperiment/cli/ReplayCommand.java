package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.experiment.Weight;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalText;
import io.mirrorexperiment.report.ConsoleReport;
import io.mirrorexperiment.run.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges a stored journal once more, by other objectives. */
@Command(
        name = "replay",
        description =
                "Judge the evidence of a run once more, by other objectives; exploratory, decides and touches nothing.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment replay default.reviews-v2.1 --spec stricter.yaml",
            "  mirror-experiment replay journals/default.reviews-v2.1.json --set spec.decision.soak=10m --spec reviews-v2.yaml",
            "",
            "RUN may also be the file of a journal. Without --spec it is judged by the spec that it had.",
            "",
            "Ends with 1 if the evidence violates the objectives, else with 2, also if it conforms: never with the 0 of a gate",
            "that passed, for limits that are chosen after the evidence was seen bound no error. 3 if the spec has mistakes."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final int VIOLATES = 1;
    private static final int EXPLORED = 2;

    @Mixin
    KnownRun known = new KnownRun();

    @Option(names = "--spec", paramLabel = "SPEC", description = "file with other objectives and another decision")
    Optional<String> spec = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a field on top of --spec, as in --set spec.decision.soak=10m; may be repeated")
    List<String> overrides = new ArrayList<>();

    private final Host host;

    ReplayCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        if (spec.isEmpty() && !overrides.isEmpty()) {
            throw Refusal.usage("--set sets fields on top of --spec; name the spec");
        }
        Journal journal = journal();
        Experiment other = spec.map(file -> read(file, journal)).orElse(journal.experiment());
        Replay.Found found = Replay.of(journal, other);
        int code = found.verdict() == Verdict.VIOLATES ? VIOLATES : EXPLORED;
        lines(journal, found).forEach(host.out()::println);
        host.out()
                .println("mirror-experiment: exploratory=true verdict="
                        + found.verdict().word() + " cause="
                        + found.cause().word() + " run=" + journal.id() + " look=" + found.look() + " requests="
                        + found.requests() + " exit=" + code);
        return code;
    }

    private Journal journal() {
        Path file = Path.of(known.run);
        if (!Files.isRegularFile(file)) {
            return known.journal(host).get();
        }
        try {
            return JournalText.read(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw Refusal.usage(file + " cannot be read: " + e);
        }
    }

    /** How often somebody would look does not matter for evidence that is there. */
    private Experiment read(String file, Journal journal) {
        Specs specs = new Specs();
        specs.file = file;
        specs.overrides = overrides;
        specs.shortestIntervalMillis = 1;
        return specs.read(journal.experiment().namespace(), Optional.empty(), false)
                .experiment();
    }

    private List<String> lines(Journal journal, Replay.Found found) {
        List<String> lines = new ArrayList<>();
        lines.add("EXPLORATORY: stored evidence of run " + journal.id() + ", judged once more by "
                + spec.orElse("its own spec") + ". Nothing was decided.");
        lines.add(
                "Limits that are chosen after the evidence was seen bound no error: to decide by them, begin a new run.");
        lines.add("");
        found.assessments().forEach(each -> lines.add("  " + words(each)));
        lines.add("");
        lines.add(
                "The run itself ended as: " + ConsoleReport.lastLine(journal).replaceFirst("^mirror-experiment: ", ""));
        lines.add(
                found.verdict().word() + " at look " + found.look() + " of " + found.looks() + ": " + found.because());
        lines.add("");
        return lines;
    }

    private static String words(Assessment each) {
        String weight = each.evidence()
                .weight()
                .map(Weight::words)
                .filter(words -> !words.isEmpty())
                .map(words -> "; " + words)
                .orElse("");
        return switch (each.standing()) {
                    case MET -> "met       ";
                    case BREACHED -> "breached  ";
                    case UNDECIDED -> "undecided ";
                }
                + each.objective().words() + ": " + each.evidence().words() + weight;
    }
}
