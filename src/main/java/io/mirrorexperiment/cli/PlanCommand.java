package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Steps;
import io.mirrorexperiment.run.Commit;
import io.mirrorexperiment.run.Draft;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.spec.SpecResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows exactly what a run would change; touches nothing. */
@Command(
        name = "plan",
        description = "Show exactly what a run would change, and what it could find out; touches nothing.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment plan reviews-v2.yaml",
            "  mirror-experiment plan reviews-v2.yaml --set spec.mirror.percent=10 --context staging",
            "  mirror-experiment plan reviews-v2.yaml --extend",
            "  mirror-experiment plan reviews-v2.yaml --gitops print --gitops-dir deploy/reviews",
            "",
            "Ends with 0 if the run could begin, 3 if the spec has mistakes, 4 if something is in the way,",
            "such as too little traffic to decide by the sequential rule."
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    NewRun asked = new NewRun();

    private final Host host;

    PlanCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster connected = asked.connect()) {
            SpecResult.Valid valid = asked.read(connected);
            Runs runs = asked.runs(connected, asked.store(host, connected, valid.experiment()), valid.experiment());
            asked.announce(host, valid.experiment());
            Experiment experiment = asked.extended(runs, valid.experiment());
            if (asked.extend) {
                say(Extension.words(valid.experiment(), experiment));
            }
            Draft draft = runs.draft(experiment);
            if (draft instanceof Draft.Impossible impossible) {
                throw Refusal.nothingChanged(
                        impossible.because() + "\n(" + impossible.cause().word() + ")");
            }
            Draft.Possible possible = (Draft.Possible) draft;
            show(experiment, possible.plan(), valid.defaults());
            commits(possible.commits());
            say("");
            say("Nothing was touched.");
            return 0;
        }
    }

    private void show(Experiment experiment, Plan plan, List<String> defaults) {
        String kind = experiment.knative() ? "Revision " : "Deployment ";
        say("live     " + kind + plan.live());
        plan.besides()
                .ifPresent(others -> say("beside   " + String.join(", ", others)
                        + ", which users' requests reach, too: all live versions are counted together"));
        experiment
                .mirror()
                .shiftWords()
                .ifPresent(weights -> say("shift    " + weights
                        + " of users' requests while the run lasts; then the routes are as they were"));
        say("dark     " + kind + plan.dark() + (plan.deploys().isEmpty() ? ", there already" : ", to be deployed:"));
        plan.deploys().forEach(address -> say("           " + address));
        if (Mirror.Via.byServices(plan.via())) {
            say("mirror   via " + plan.via() + " and the selector of Service " + experiment.service());
        }
        say("claims   "
                + (experiment.touches() ? String.join(", ", plan.touched()) : "nothing, since nothing is changed"));
        experiment.promotion().steps().ifPresent(steps -> say("steps    " + words(steps)));
        say("ends by  " + plan.deadline());
        part("Changes while the mirror is open", plan.diff());
        part("What it can find out", plan.forecast().map(Forecast::words).orElse(List.of()));
        part("Warnings", plan.warnings());
        part("Defaults", defaults);
    }

    /** Promotion and rollback are both there: which one is for whoever reads the verdict. */
    private void commits(List<Commit> commits) {
        if (!commits.isEmpty()) {
            say("");
            say("To be committed, each when the run asks for it; 5-promote only of a version that conforms");
            commits.forEach(commit -> asked.handout.give(commit, this::say));
        }
    }

    private static String words(Steps steps) {
        List<String> divided =
                steps.divided().stream().map(percent -> percent + " %").toList();
        long least = steps.interval().multipliedBy(divided.size()).toSeconds();
        return divided.isEmpty()
                ? "100 % of the live traffic at once"
                : String.join(", ", divided) + " of the live traffic, each judged for "
                        + steps.interval().toSeconds() + " s, then all of it: " + least + " s, at the longest "
                        + steps.longest().toSeconds() + " s, and the time in which routes arrive";
    }

    private void part(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            say("");
            say(title);
            lines.forEach(line -> say(line.indent(2).stripTrailing()));
        }
    }

    private void say(String line) {
        host.out().println(line);
    }
}
