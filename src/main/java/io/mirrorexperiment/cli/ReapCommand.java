package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.StandingClaim;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores what runs left behind whose processes are gone. */
@Command(
        name = "reap",
        description = "Restore what runs left behind whose processes are gone.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment reap                      in the current namespace",
            "  mirror-experiment reap --all-namespaces --expired-only",
            "  mirror-experiment reap --purge              also delete the remains of runs that have ended",
            "",
            "A run is restored when its deadline is over, or when its process has broken its promise to renew",
            "its claim; the latter is seen by watching for as long as was promised, by this machine's own clock.",
            "Objects of runs that are over, such as a process makes that wakes up late and is killed, are removed.",
            "Ends with 0, or with 5 where a person must act."
        })
final class ReapCommand implements Callable<Integer> {
    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Mixin
    ViewFlags view = new ViewFlags();

    @Option(names = "--expired-only", description = "only runs whose deadline is over; watches none of the others")
    boolean expiredOnly;

    @Option(
            names = "--purge",
            description = "also delete what runs that have ended left: leases, and the generation on routes")
    boolean purge;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "in all namespaces")
    boolean allNamespaces;

    private final Host host;

    ReapCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        try (Cluster connected = cluster.connect()) {
            Optional<String> namespace = allNamespaces ? Optional.empty() : Optional.of(connected.namespace());
            Restoring restoring = new Restoring(view.people(host), view, connected);
            boolean restored = reap(restoring, namespace);
            restored &= restoring.sweep(restoring.undo().strays(namespace));
            if (purge) {
                purge(restoring, namespace);
            }
            return restored ? 0 : Refusal.STUCK;
        }
    }

    private boolean reap(Restoring restoring, Optional<String> namespace) {
        List<StandingClaim> standing = restoring.undo().claims(namespace).stream()
                .filter(claim -> !claim.isEnded())
                .toList();
        if (standing.isEmpty()) {
            restoring.say("no run holds a claim"
                    + namespace.map(name -> " in namespace " + name).orElse(""));
        }
        boolean restored = true;
        for (StandingClaim claim : standing) {
            if (restoring.undo().expired(claim)) {
                restored &= restoring.restore(claim);
            }
        }
        List<StandingClaim> others = standing.stream()
                .filter(claim -> !restoring.undo().expired(claim))
                .toList();
        if (!expiredOnly && !others.isEmpty()) {
            restored &= new Watching(restoring, namespace, host.stopwatch()).reap(others);
        }
        return restored;
    }

    private static void purge(Restoring restoring, Optional<String> namespace) {
        List<StandingClaim> ended = restoring.undo().claims(namespace).stream()
                .filter(StandingClaim::isEnded)
                .toList();
        ended.forEach(restoring.undo()::purge);
        restoring.say(
                "purged the remains of " + ended.size() + (ended.size() == 1 ? " run" : " runs") + " that had ended");
    }
}
