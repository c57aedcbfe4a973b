package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.install.ScheduledGate;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.spec.CourseText;
import io.mirrorexperiment.spec.StoredExperiment;
import io.mirrorexperiment.validation.Course;
import io.mirrorexperiment.validation.Launch;
import io.mirrorexperiment.validation.Launch.Runner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Begins an experiment in a cluster, where a CronJob or a Job runs its loops. */
@Command(
        name = "launch",
        description = "Iter8's k launch: begin an experiment in a cluster, where a CronJob runs its loops.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} k launch -c slo-validation-istio --set reporter=destination \\",
            "    --set cronjobSchedule=\"*/1 * * * *\" \\",
            "    --set providerURL=http://prometheus.istio-system:9090/api/v1/query \\",
            "    --set versionInfo.destination_workload=httpbin-v2 \\",
            "    --set versionInfo.destination_workload_namespace=default \\",
            "    --set SLOs.istio/error-rate=0 --set SLOs.istio/latency-mean=100 --noDownload",
            "  ${ROOT-COMMAND-NAME} k launch … --dry          writes manifest.yaml",
            "",
            "A launch of a group that is there begins it anew. The image is that of --set iter8lib.iter8Image=…,",
            "else of the variable MIRROR_EXPERIMENT_IMAGE, else the one that tekton/image builds of this version."
        })
final class Iter8KLaunchCommand implements Callable<Integer> {
    static final String IMAGE = "MIRROR_EXPERIMENT_IMAGE";
    static final String MANIFEST = "manifest.yaml";

    @Mixin
    Iter8Chart chart = new Iter8Chart();

    @Mixin
    Iter8Cluster place = new Iter8Cluster();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    @Option(names = "--dry", description = "write " + MANIFEST + ", and change nothing in the cluster")
    boolean dry;

    @Mixin
    Iter8RunDir runDir = new Iter8RunDir();

    private final Host host;

    Iter8KLaunchCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Launch launch = chart.read(host, true).launch();
        try (Cluster cluster = place.connect()) {
            String namespace = place.namespace(cluster);
            Iter8Group group = new Iter8Group(cluster, namespace, place.group);
            ScheduledGate gate = gate(launch, namespace, group.nextRevision());
            List<Manifest> objects = objects(gate, launch.runner());
            return dry ? write(objects) : make(group, gate, objects, launch);
        }
    }

    private ScheduledGate gate(Launch launch, String namespace, int revision) {
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        Course course = Course.launched(launch.validation(), revision, now);
        return new ScheduledGate(
                namespace,
                place.group,
                revision,
                launch.schedule(),
                launch.image().orElseGet(this::image),
                List.of("iter8", "k", "run", "--namespace", namespace, "--group", place.group, "--reuseResult"),
                Iter8LaunchCommand.files(launch.validation()),
                Map.of(StoredExperiment.RESULT, CourseText.of(launch.validation(), course)));
    }

    private String image() {
        return Optional.ofNullable(host.environment().get(IMAGE))
                .filter(name -> !name.isBlank())
                .orElseGet(() -> OwnImage.REPOSITORY + ":" + VersionText.tag());
    }

    /** Without anybody who acts, where somebody else runs the loops. */
    private static List<Manifest> objects(ScheduledGate gate, Runner runner) {
        return gate.objects().stream()
                .filter(each -> runner != Runner.NONE || !each.name().equals(gate.actor()))
                .toList();
    }

    private int write(List<Manifest> objects) {
        String text = objects.stream()
                .map(each -> "---\n" + ManifestText.write(each.tree()))
                .collect(Collectors.joining());
        runDir.store().write(Map.of(MANIFEST, text));
        host.err().println("wrote " + MANIFEST + " to " + runDir.store().place() + "; nothing was changed");
        return 0;
    }

    private int make(Iter8Group group, ScheduledGate gate, List<Manifest> objects, Launch launch) {
        group.make(objects);
        String when =
                switch (launch.runner()) {
                    case CRONJOB -> "loops at " + launch.schedule().orElse("") + ", in image " + gate.image();
                    case JOB -> "one loop now, in image " + gate.image();
                    case NONE ->
                        "nobody runs loops: `k run --namespace " + gate.namespace() + " --group " + gate.group()
                                + "` does";
                };
        host.err().println("launched " + gate + "; " + when);
        host.err()
                .println(
                        "note: requests count from now on, or from versionInfo.startingTime; Iter8 counted all that the pods"
                                + " ever had, so numbers differ");
        return 0;
    }
}
