package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.ChartFlags;
import io.mirrorexperiment.spec.ChartReader;
import io.mirrorexperiment.spec.ChartResult;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.SpecFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which chart of Iter8's is meant, with which values; flags as Iter8 0.10 and Helm have them. */
final class Iter8Chart {
    @Option(
            names = {"-c", "--chartName"},
            paramLabel = "CHART",
            defaultValue = ChartReader.ITER8,
            description = "slo-validation-istio; the charts are built in")
    String chart = ChartReader.ITER8;

    @Option(
            names = "--set",
            paramLabel = "a.b=1",
            description = "values as Helm takes them: a.b=1,c={x,y},d[0]=z; \\, is a comma")
    List<String> set = new ArrayList<>();

    @Option(names = "--set-string", paramLabel = "a.b=1", description = "the same, each value text")
    List<String> setString = new ArrayList<>();

    @Option(names = "--set-file", paramLabel = "a.b=FILE", description = "the same, each value the text of a file")
    List<String> setFile = new ArrayList<>();

    @Option(
            names = {"-f", "--values"},
            paramLabel = "FILE",
            split = ",",
            description = "YAML with values; --set goes on top")
    List<String> values = new ArrayList<>();

    @Option(
            names = "--noDownload",
            paramLabel = "true|false",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "without effect: nothing is ever downloaded")
    boolean noDownload;

    @Option(names = "--chartsParentDir", paramLabel = "FOLDER", description = "without effect: the charts are built in")
    Optional<String> chartsParentDir = Optional.empty();

    @Option(
            names = "--remoteFolderURL",
            paramLabel = "URL",
            description = "Iter8's own only, which is what is built in")
    Optional<String> remoteFolder = Optional.empty();

    /**
     * What they come to; remarks are told on standard error.
     *
     * @param inCluster whether something in a cluster runs the loops
     * @throws Refusal with all mistakes
     */
    ChartResult.Valid read(Host host, boolean inCluster) {
        remoteFolder.ifPresent(Iter8Chart::refuseForeign);
        ChartFlags flags = new ChartFlags(values, set, setString, setFile);
        ChartResult result = ChartReader.read(chart, flags, SpecFiles.in(Path.of("")), inCluster);
        if (result instanceof ChartResult.Invalid invalid) {
            throw Refusal.usage(words(invalid.mistakes()));
        }
        ChartResult.Valid valid = (ChartResult.Valid) result;
        valid.remarks().forEach(remark -> host.err().println("note: " + remark));
        chartsParentDir.ifPresent(
                folder -> host.err()
                        .println(
                                "note: --chartsParentDir has no effect: the charts are built in, and changes to copies of them are not read"));
        return valid;
    }

    /** Iter8's own, as its help says it: {@code github.com/iter8-tools/iter8.git?ref=TAG//charts}. */
    static void refuseForeign(String url) {
        if (!url.matches("(https?://|git::https?://)?github\\.com/iter8-tools/(iter8|hub)(\\.git)?([?/].*)?")) {
            throw Refusal.usage(
                    "--remoteFolderURL " + url + " is not Iter8's own folder of charts: charts are not rendered"
                            + " here, so those of others have no effect; leave it out");
        }
    }

    private static String words(List<Mistake> mistakes) {
        return mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")) + "\nnothing was touched";
    }
}
