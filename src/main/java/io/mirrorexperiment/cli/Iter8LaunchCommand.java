package io.mirrorexperiment.cli;

import io.mirrorexperiment.spec.CourseText;
import io.mirrorexperiment.spec.StoredExperiment;
import io.mirrorexperiment.spec.SummaryResult;
import io.mirrorexperiment.spec.ValidationReader;
import io.mirrorexperiment.spec.ValidationText;
import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Validation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Begins an experiment in a folder, and runs its first loop. */
@Command(
        name = "launch",
        description = "Iter8's launch: begin an experiment in a folder, and run its first loop.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} launch -c slo-validation-istio --set reporter=destination \\",
            "    --set providerURL=http://127.0.0.1:9090/api/v1/query \\",
            "    --set versionInfo.destination_workload=httpbin-v2 \\",
            "    --set versionInfo.destination_workload_namespace=default",
            "  ${ROOT-COMMAND-NAME} run --reuseResult --runDir .     another loop, a while later",
            "",
            "Requests count from the launch on, or from versionInfo.startingTime."
        })
final class Iter8LaunchCommand implements Callable<Integer> {
    @Mixin
    Iter8Chart chart = new Iter8Chart();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    @Mixin
    Iter8RunDir runDir = new Iter8RunDir();

    @Option(names = "--dry", description = "write what would be run, and run nothing")
    boolean dry;

    private final Host host;

    Iter8LaunchCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Validation validation = chart.read(host, false).launch().validation();
        Clock clock = Clock.systemUTC();
        Iter8Folder store = runDir.store();
        refuseForeign(store);
        store.write(files(validation));
        if (dry) {
            host.err()
                    .println("wrote " + StoredExperiment.EXPERIMENT + " and " + StoredExperiment.METRICS + " to "
                            + store.place() + "; nothing was run");
            return 0;
        }
        store.write(Map.of(
                StoredExperiment.RESULT,
                CourseText.of(
                        validation,
                        Course.launched(validation, 1, clock.instant().truncatedTo(ChronoUnit.MILLIS)))));
        return new Iter8Loop(host, store, clock).run(true);
    }

    /** What is asked, by file name. */
    static Map<String, String> files(Validation validation) {
        return Map.of(
                StoredExperiment.EXPERIMENT, ValidationText.experiment(validation),
                StoredExperiment.METRICS, ValidationText.metrics(validation));
    }

    /** An {@code experiment.yaml} may be anybody's, and would be lost. */
    static void refuseForeign(Iter8Folder store) {
        Optional<StoredExperiment> there = store.read();
        boolean foreign = there.map(
                        stored -> new StoredExperiment(stored.experiment(), stored.metrics(), Optional.empty()))
                .filter(stored -> ValidationReader.summary(stored) instanceof SummaryResult.Unreadable)
                .isPresent();
        if (foreign) {
            throw Refusal.usage("there is an " + StoredExperiment.EXPERIMENT + " in " + store.place()
                    + " that is none of Iter8's command line; it is not overwritten. Name another folder by --runDir");
        }
    }
}
