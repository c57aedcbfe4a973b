package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.ObservedReader;
import io.mirrorexperiment.spec.ObservedResult;
import io.mirrorexperiment.spec.iter8.ObservedExperiment;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows an Experiment object of Iter8's as {@code iter8ctl describe} does. */
@Command(
        name = "describe",
        description =
                "Describe an Experiment object of Iter8's (iter8.tools/v2alpha2), as iter8ctl does; needs no cluster.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment describe experiment.yaml",
            "  kubectl get experiment mirroring -o yaml | mirror-experiment describe -",
            "  kubectl get experiments -o json | mirror-experiment describe -",
            "",
            "Of several experiments each is described, and the greatest exit code counts.",
            "",
            "Exit codes:",
            "  0    over, with a winner that satisfies all objectives",
            "  1    over without one, or failed",
            "  2    not over yet; or over without objectives, where Iter8 finds a winner without any evidence",
            "  3    no Experiment of iter8.tools/v2alpha2, or it can't be read"
        })
final class DescribeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            description = "YAML or JSON: an Experiment, several, or a List of them; - reads standard input")
    String file = "";

    private final Host host;

    DescribeCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Input input = new Input(file);
        ObservedResult result = ObservedReader.read(input.bytes(host.in(), ObservedReader.LONGEST));
        if (result instanceof ObservedResult.Unreadable unreadable) {
            throw Refusal.usage(unreadable.mistakes().stream().map(input::words).collect(Collectors.joining("\n")));
        }
        ObservedResult.Found found = (ObservedResult.Found) result;
        found.leftOut().forEach(other -> host.err().println("left out: " + other));
        return describe(found.experiments());
    }

    private int describe(List<ObservedExperiment> experiments) {
        int code = 0;
        for (ObservedExperiment experiment : experiments) {
            host.out().print(Iter8Description.of(experiment));
            Iter8Standing standing = Iter8Standing.of(experiment);
            if (standing != Iter8Standing.WON) {
                host.err().println(Iter8Tables.plain(experiment.name()) + " " + standing.words(experiment));
            }
            code = Math.max(code, standing.exitCode());
        }
        return code;
    }
}
