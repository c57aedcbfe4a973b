package io.mirrorexperiment.cli;

import io.mirrorexperiment.sandbox.SampleApp;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Plays an experiment on a cluster, a mesh and a metrics system inside this process, over real HTTP. */
@Command(
        name = "demo",
        description = "Watch a whole run on this machine: no cluster, nothing else to install.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment demo                            conforms, promoted, exit code 0",
            "  mirror-experiment demo --dark errors=0.05         violates, rolled back, exit code 1",
            "  mirror-experiment demo --scenario silent          nobody calls: inconclusive, exit code 2",
            "  mirror-experiment demo --scenario killed          the engine dies in mid-run, another goes on",
            "  mirror-experiment demo --speed 5 --plain          everything five times as fast, as lines",
            "  mirror-experiment demo --svg evidence.svg         draws how the evidence grew",
            "  mirror-experiment demo --rule point               Iter8's rule: the last look decides",
            "  mirror-experiment demo --metrics direct           without Prometheus: the pods are asked",
            "  mirror-experiment demo --scenario knative         Iter8's tutorial on Knative, from its own files",
            "  mirror-experiment demo --scenario knative --promote   and its dark revision is promoted",
            "  mirror-experiment demo --scenario travels         Kiali's tutorial on traffic scenarios, claim by claim",
            "  mirror-experiment demo --scenario travels --break timeout   exactly that row fails, exit code 1",
            "  mirror-experiment demo --keep                     leaves the cluster up for your kubectl",
            "  mirror-experiment demo --print-spec > mine.yaml   the spec that is played"
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    DemoOptions options = new DemoOptions();

    @Mixin
    ViewFlags view = new ViewFlags();

    @Option(
            names = "--keep",
            description = "leave the cluster up after the run, with its folder, until Ctrl-C; prints how to look at it")
    boolean keep;

    @Option(names = "--print-spec", description = "print the spec that would be played, and nothing else")
    boolean printSpec;

    private final Host host;

    DemoCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        options.check();
        if (options.promote && options.scenario != Scenario.KNATIVE) {
            throw Refusal.usage(
                    "--promote belongs to --scenario knative; the other scenarios promote what conforms anyhow");
        }
        refuseOtherMetrics();
        refuseWhatTravelsHasNot();
        if (printSpec) {
            host.out()
                    .print(
                            options.scenario == Scenario.KNATIVE
                                    ? SampleApp.experiment()
                                    : DemoSpec.text(options, "http://prometheus.istio-system:9090"));
            return 0;
        }
        DemoFolder folder = DemoFolder.create();
        Thread atExit = new Thread(folder::delete, "demo-folder");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            return switch (options.scenario) {
                case KNATIVE -> tutorial(folder);
                case TRAVELS -> tour(folder);
                default -> shop(folder);
            };
        } finally {
            Runtime.getRuntime().removeShutdownHook(atExit);
            folder.delete();
        }
    }

    private int shop(DemoFolder folder) {
        say("Starting a cluster, a mesh and a metrics system in this process …");
        try (Stage stage = Stage.open(options)) {
            return play(stage, folder);
        }
    }

    private int tutorial(DemoFolder folder) {
        say("Starting a cluster with Knative, a mesh and a metrics system in this process …");
        try (Tutorial tutorial = Tutorial.open(host, view, options, folder)) {
            int code = tutorial.play(keep);
            if (keep) {
                stayUp(tutorial.ways());
            }
            return code;
        }
    }

    private void refuseOtherMetrics() {
        boolean own = options.scenario == Scenario.KNATIVE || options.scenario == Scenario.TRAVELS;
        if (own && options.metrics != DemoMetrics.PROMETHEUS) {
            throw Refusal.usage("--metrics " + options.metrics + " is not for --scenario " + options.scenario
                    + ", which reads its numbers in Prometheus");
        }
    }

    private void refuseWhatTravelsHasNot() {
        boolean travels = options.scenario == Scenario.TRAVELS;
        if (!options.broken.isEmpty() && !travels) {
            throw Refusal.usage("--break belongs to --scenario travels; no other scenario has rules to leave out");
        }
        if (travels && (printSpec || view.writes())) {
            throw Refusal.usage(
                    "--scenario travels is no experiment: it has neither a spec to print nor a report to write");
        }
        if (travels && options.dark.isPresent()) {
            throw Refusal.usage("--scenario travels has no dark version, so --dark means nothing there");
        }
    }

    private int tour(DemoFolder folder) {
        say("Starting a cluster with a travel agency, a mesh and a metrics system in this process …");
        try (TourSandbox place = TourSandbox.open(options, folder)) {
            say("Three portals ask the agency for travels, " + Math.round(options.load())
                    + " times a second all together.");
            options.broken.forEach(rule -> say("The rule of " + rule + " is left out on purpose."));
            say("");
            TourPlan plan = new TourPlan(options.speed, Set.copyOf(options.broken));
            int code = new Tour(view.people(host).out(), plan, place).play();
            if (keep) {
                stayUp(place.ways());
            }
            return code;
        }
    }

    private int play(Stage stage, DemoFolder folder) {
        folder.write(folder.kubeconfig(), stage.kubeconfig());
        folder.write(folder.spec(), DemoSpec.text(options, stage.prometheus()));
        Snapshot before = stage.snapshot();
        say("The shop is open at " + stage.shop() + ": " + words(options.load())
                + " requests per second, all served by reviews v1.");
        stage.play();
        if (options.scenario == Scenario.SILENT) {
            say("Now everybody has left.");
        }
        Aftermath aftermath = new Aftermath(view.people(host), before, stage::snapshot);
        view.epilogue = aftermath;
        int code = new Performance(host, view, options, stage, folder).run();
        if (keep) {
            stayUp(List.of(
                    "  export KUBECONFIG=" + folder.kubeconfig(),
                    "  kubectl get deployments,pods,virtualservices,destinationrules,leases",
                    "  kubectl logs deployment/reviews-v1 -c istio-proxy",
                    "  curl -H 'Host: bookshop.example' " + stage.shop(),
                    "  mirror-experiment run " + folder.spec()));
        }
        return aftermath.clean() ? code : Refusal.STUCK;
    }

    private static String words(double rate) {
        return java.math.BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
    }

    private void stayUp(List<String> ways) {
        say("");
        say("The cluster stays up until Ctrl-C. Look at it from another terminal:");
        ways.forEach(this::say);
        CountDownLatch over = new CountDownLatch(1);
        Runnable unwatch = host.signals().watch(signal -> over.countDown());
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unwatch.run();
        }
    }

    private void say(String line) {
        view.people(host).out().println(line);
    }
}
