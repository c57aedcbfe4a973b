package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.controller.Controller;
import io.mirrorexperiment.controller.Observer;
import io.mirrorexperiment.controller.Settings;
import io.mirrorexperiment.controller.Subjects;
import io.mirrorexperiment.notify.Notifier;
import io.mirrorexperiment.run.Patience;
import io.mirrorexperiment.serve.AdmissionServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Attends to objects of a cluster that ask for runs, until somebody stops it. */
@Command(
        name = "controller",
        description = "Run in a cluster: attend to the experiments that people apply, until stopped.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment controller                            all namespaces",
            "  mirror-experiment controller --namespace shop --namespace books",
            "  mirror-experiment controller --selector shard=1 --lease mirror-experiment-controller-1",
            "",
            "Of several replicas with one Lease one leads, the others stand by. SIGTERM or Ctrl-C ends it after the",
            "deeds under way: the Lease is given back, the runs stay as they are in their journals, and whoever",
            "leads next goes on with them. Nothing is aborted. See docs/controller.md."
        })
final class ControllerCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerCommand.class);
    private static final Duration LAST_MESSAGES = Duration.ofSeconds(5);

    @Mixin
    ConnectionFlags connection = new ConnectionFlags();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "attend to objects of this namespace only; may be repeated (default: all)")
    List<String> namespaces = new ArrayList<>();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "LABELS",
            defaultValue = "",
            description = "attend to objects with these labels only, as in shard=1 or 'team in (a,b)'")
    String selector = "";

    @Option(
            names = "--lease",
            paramLabel = "NAME",
            defaultValue = Settings.LEASE,
            description =
                    "Lease in the controller's own namespace by which one of several replicas leads; controllers that share"
                            + " the work have one each (default: ${DEFAULT-VALUE})")
    String lease = Settings.LEASE;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "" + Settings.WORKERS,
            description = "threads that take turns, 1 to 16 (default: ${DEFAULT-VALUE})")
    int workers = Settings.WORKERS;

    @Mixin
    WebhookFlags webhook = new WebhookFlags();

    @Mixin
    OperationsFlags operations = new OperationsFlags();

    private final Host host;

    ControllerCommand(Host host) {
        this.host = host;
    }

    @Override
    @SuppressWarnings("try") // it works as long as it is open
    public Integer call() throws InterruptedException {
        Settings settings = settings();
        CountDownLatch stopped = new CountDownLatch(1);
        Optional<AdmissionServer> door = webhook.open();
        Runnable unwatch = host.signals().watch(name -> stopped.countDown());
        try (Operations shown = Operations.open(host, operations);
                Cluster cluster = Cluster.connect(connection.options(Optional.empty()), shown.calls())) {
            say("attending to experiments at " + cluster.server() + ", as " + settings.identity());
            shown.place().ifPresent(this::say);
            Notifier notifier = new Notifier(Clock.systemUTC(), shown.deliveries());
            List<Observer> observers = new ArrayList<>(shown.observers());
            observers.add(new AttendingNotices(notifier, cluster));
            try (Controller controller =
                    new Controller(cluster, settings, Clock.systemUTC(), Subjects.all(), observers)) {
                shown.shows(controller);
                stopped.await();
                say("stopping; the runs stay as they are, whoever leads next goes on with them");
            }
            notifier.close(LAST_MESSAGES).forEach(this::say);
        } finally {
            unwatch.run();
            door.ifPresent(AdmissionServer::close);
        }
        return 0;
    }

    /** Where the log is for machines, it is all that is said. */
    private void say(String words) {
        if (OperationsFlags.logsJson()) {
            LOG.info(words);
        } else {
            host.out().println(words);
        }
    }

    private Settings settings() {
        String identity = host.person().replace('@', '_') + "_"
                + UUID.randomUUID().toString().substring(0, 8);
        try {
            return new Settings(namespaces, selector, lease, identity, workers, Settings.TERM, Patience::suiting);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--" + e.getMessage());
        }
    }
}
