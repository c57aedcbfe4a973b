package io.mirrorexperiment.cli;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.traffic.Converted;
import io.mirrorexperiment.traffic.OldRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns routing rules of Istio 0.x into those of today. */
@Command(
        name = "convert",
        description =
                "Convert routing rules of Istio 0.2 to 0.8 (config.istio.io/v1alpha2) to those of today; needs no cluster.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment convert rule.yaml",
            "  mirror-experiment convert rules.yaml policies.yaml --strict > routes.yaml",
            "  kubectl get routerules,destinationpolicies -A -o yaml | mirror-experiment convert -",
            "",
            "RouteRule becomes VirtualService and DestinationRule, DestinationPolicy becomes DestinationRule,",
            "EgressRule becomes ServiceEntry. All rules for one service become one object, so give all files at",
            "once. What can't be carried over is listed on top of the YAML and on standard error.",
            "",
            "Exit codes:",
            "  0    converted, with what was lost listed",
            "  1    with --strict: something would be lost; nothing is written",
            "  3    a rule has mistakes, or there is none"
        })
final class ConvertCommand implements Callable<Integer> {
    static final int LOST = 1;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML or JSON with rules; - reads standard input")
    List<String> files = new ArrayList<>();

    @Option(names = "--strict", description = "write nothing, and end with 1, if something would be lost")
    boolean strict;

    @Option(
            names = "--source-label",
            paramLabel = "LABEL",
            description =
                    "label of pods whose value is the name of their Service, as app often is: by it rules are carried"
                            + " over that hold for clients of one Service")
    Optional<String> sourceLabel = Optional.empty();

    private final Host host;

    ConvertCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        OldRuleFiles read = OldRuleFiles.read(files, host.in());
        Converted converted = OldRules.converted(read.rules(), sourceLabel);
        List<String> lost = new ArrayList<>(read.leftOut());
        lost.addAll(converted.lost());
        lost.forEach(sentence -> host.err().println("lost: " + sentence));
        converted.notes().forEach(sentence -> host.err().println("note: " + sentence));
        if (strict && !lost.isEmpty()) {
            host.err().println("Nothing was written: --strict, and " + counted(lost.size()) + " would be lost.");
            return LOST;
        }
        host.out().print(text(lost, converted));
        return 0;
    }

    static String counted(int things) {
        return things == 1 ? "1 thing" : things + " things";
    }

    private static String text(List<String> lost, Converted converted) {
        String comments =
                lost.stream().map(sentence -> "# Lost: " + sentence + "\n").collect(Collectors.joining())
                        + converted.notes().stream()
                                .map(sentence -> "# " + sentence + "\n")
                                .collect(Collectors.joining());
        return comments
                + converted.objects().stream()
                        .map(Manifest::tree)
                        .map(ManifestText::write)
                        .collect(Collectors.joining("---\n"));
    }
}
