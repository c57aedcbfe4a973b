package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.run.Run;
import io.mirrorexperiment.run.Runs;
import io.mirrorexperiment.spec.SpecResult;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an experiment from its spec to its end. */
@Command(
        name = "run",
        description = "Run an experiment: deploy it dark, mirror, judge, then promote or roll back.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment run reviews-v2.yaml",
            "  mirror-experiment run reviews-v2.yaml --set spec.mirror.percent=10 --promotion manual",
            "  mirror-experiment run reviews-v2.yaml --journal cluster --json report.json",
            "  mirror-experiment run reviews-v2.yaml --extend",
            "  mirror-experiment run reviews-v2.yaml --until judged   and then promote or rollback",
            "  mirror-experiment run reviews-v2.yaml --json - | jq -r .cause",
            "  mirror-experiment run reviews-v2.yaml --svg evidence.svg",
            "  mirror-experiment run reviews-v2.yaml --html report.html --junit junit.xml",
            "  mirror-experiment run reviews-v2.yaml --gitops print --gitops-dir deploy/reviews",
            "",
            "The first line is the run's id; status, abort, promote, rollback, resume, restore and report",
            "take it. A first Ctrl-C (or SIGTERM) aborts and cleans up; a second one stops at once."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    NewRun asked = new NewRun();

    @Mixin
    ViewFlags view = new ViewFlags();

    @Option(
            names = "--promotion",
            paramLabel = "WHO",
            description = "who promotes a conforming version, whatever the spec says: auto, manual or none")
    Optional<Promotion.Mode> promotion = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "POINT",
            description =
                    "ready: stop when the dark version is ready and not mirrored, go on with `mirror`; judged: stop"
                            + " when it conforms, go on with `promote` or `rollback`; end, as by default")
    Until until = Until.END;

    private final Host host;

    RunCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        if (until == Until.JUDGED
                && promotion.filter(Promotion.Mode.AUTO::equals).isPresent()) {
            throw Refusal.usage(
                    "--until judged leaves the promotion to a later word, --promotion auto does not; say one of them");
        }
        try (Cluster connected = asked.connect()) {
            SpecResult.Valid valid = asked.read(connected);
            return view.end(host, run(connected, promoted(valid.experiment())), valid.defaults());
        }
    }

    private Journal run(Cluster connected, Experiment experiment) {
        JournalStore store = asked.store(host, connected, experiment);
        Runs runs = asked.runs(connected, store, experiment);
        Experiment extended = asked.extended(runs, experiment);
        try (Run run = runs.begin(extended, host.person());
                View shown = view.view(host, extended.prints())) {
            SpecFolders.remember(asked.journals.folder(host, connected), run.id(), asked.spec.folder());
            view.people(host).out().println("run " + run.id() + ", journal in " + store.place());
            Parting.stopAt(until, run, host.person());
            if (asked.extend) {
                view.people(host).out().println(Extension.words(experiment, extended));
            }
            return new Driving(view.people(host), shown, until, asked.handout).drive(run);
        }
    }

    private Experiment promoted(Experiment experiment) {
        if (experiment.prints()
                && (until == Until.JUDGED
                        || promotion.filter(Promotion.Mode.MANUAL::equals).isPresent())) {
            throw Refusal.usage(
                    "with gitops: print the promotion is your commit, so no run waits for a word to promote;"
                            + " leave --until judged and --promotion manual out");
        }
        Promotion before = experiment.promotion();
        Experiment asked =
                promotion.map(mode -> experiment.with(before.by(mode))).orElse(experiment);
        return Parting.suiting(until, asked);
    }
}
