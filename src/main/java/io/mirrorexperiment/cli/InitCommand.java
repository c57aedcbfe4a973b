package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.run.Pace;
import io.mirrorexperiment.run.Proposal;
import io.mirrorexperiment.spec.SpecResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes a first spec by what a cluster shows; touches nothing there. */
@Command(
        name = "init",
        description =
                "Write a commented spec for a service by what the cluster and its metrics show: versions, mirrors,"
                        + " requests, errors, latency; touches nothing there.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment init reviews --dark-image registry.example.com/reviews:2.0 -o reviews-v2.yaml",
            "  mirror-experiment init deployment/reviews-v1 -n shop --prometheus http://127.0.0.1:9090",
            "  mirror-experiment init reviews --live reviews-v1 --dark reviews-v2 > reviews-v2.yaml",
            "",
            "What has to be edited in it is marked EDIT: the image, unless --dark-image says it. Then:",
            "  mirror-experiment check reviews-v2.yaml && mirror-experiment run reviews-v2.yaml",
            "",
            "Ends with 0, with 3 on a mistake of usage or if the file is there, with 4 if a run would be refused",
            "or it is not clear what is meant; then nothing is written."
        })
final class InitCommand implements Callable<Integer> {
    private static final Duration BASELINE = Duration.ofMinutes(1);

    /** Fewer requests in the usual baseline say little about live. */
    private static final double FEW = 30;

    @Mixin
    InitFlags asked = new InitFlags();

    private final Host host;

    InitCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        asked.check();
        try (Cluster connected = asked.cluster.connect()) {
            String namespace = asked.cluster.namespace.orElseGet(connected::namespace);
            SpecTrial trial = new SpecTrial(connected, asked.gitops.patch());
            Scouting.Found found = new Scouting(asked, connected).look();
            FirstSpec chosen = new Choosing(asked, found, namespace, trial).chosen();
            FirstSpec spec = sparse(paced(chosen));
            SpecResult.Valid valid = SpecTrial.read(FirstSpecText.of(spec));
            Plan plan = trial.draft(valid.experiment()).plan();
            List<String> forecast = plan.forecast().map(Forecast::words).orElse(List.of());
            write(FirstSpecText.of(spec, valid.defaults(), forecast));
            plan.warnings().forEach(warning -> host.err().println("warning: " + warning));
            asked.file.ifPresent(file -> next(file, spec));
            return 0;
        }
    }

    /** With the strictest limits that the traffic can decide about in time, and as many copies as that takes. */
    private static FirstSpec paced(FirstSpec spec) {
        OptionalDouble fixed = spec.copies().theirs() ? spec.copies().percent() : OptionalDouble.empty();
        Optional<Pace> pace = Pace.of(experiment(spec), spec.seen().totals(), fixed);
        Optional<Proposal> looser = spec.proposal().looser();
        if (pace.isEmpty() && looser.isPresent()) {
            return paced(spec.with(looser.get()));
        }
        Pace sure =
                pace.orElseGet(() -> Pace.patient(experiment(spec), spec.seen().totals(), fixed));
        FirstSpec.Copies ours = new FirstSpec.Copies(false, OptionalDouble.of(sure.percent()));
        return spec.with(sure.cadence()).with(spec.copies().theirs() ? spec.copies() : ours);
    }

    private static Experiment experiment(FirstSpec spec) {
        return SpecTrial.read(FirstSpecText.of(spec)).experiment();
    }

    /** Says the baseline only where the usual one would not do. */
    private static FirstSpec sparse(FirstSpec spec) {
        FirstSpec.Seen seen = spec.seen();
        boolean few = seen.perSecond() * (double) BASELINE.toSeconds() < FEW;
        return spec.with(new FirstSpec.Seen(
                seen.totals(), seen.window(), few || seen.window().compareTo(BASELINE) < 0));
    }

    private void write(String text) {
        asked.file.ifPresentOrElse(
                file -> NewFile.write(file, text, asked.force), () -> host.out().print(text));
    }

    private void next(Path file, FirstSpec spec) {
        host.out()
                .println("wrote " + file + ": " + spec.service() + ", live "
                        + spec.live().deployment() + ", dark " + spec.dark().suffix(spec.service()));
        spec.edits().forEach(edit -> host.out().println("to edit    " + edit));
        host.out().println("then       mirror-experiment check " + file);
        host.out().println("           mirror-experiment plan " + file);
        host.out().println("           mirror-experiment run " + file);
        host.out().println("In the cluster nothing was touched.");
    }
}
