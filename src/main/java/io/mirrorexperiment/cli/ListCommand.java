package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.RunId;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.report.Phase;
import io.mirrorexperiment.run.ClusterTexts;
import io.mirrorexperiment.run.Conclusion;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the runs whose journals are known. */
@Command(
        name = "list",
        aliases = "runs",
        description = "List runs: those with a journal on this machine, or in the cluster with --journal cluster.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment list",
            "  mirror-experiment list --journal cluster --namespace shop"
        })
final class ListCommand implements Callable<Integer> {
    private static final String ROW = "%-40s  %-20s  %-12s  %s%n";

    @Mixin
    ClusterFlags cluster = new ClusterFlags();

    @Mixin
    JournalFlags journals = new JournalFlags();

    private final Host host;

    ListCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        if (journals.kept.equals(Optional.of(JournalFlags.Kept.CLUSTER))) {
            try (Cluster connected = cluster.connect()) {
                return print(List.of(ClusterTexts.store(connected, connected.namespace(), Clock.systemUTC())));
            }
        }
        return print(journals.files(host));
    }

    private int print(List<? extends JournalStore> stores) {
        List<Journal> found = new ArrayList<>();
        for (JournalStore store : stores) {
            store.runs().stream().sorted(Comparator.comparing(RunId::toString)).forEach(id -> store.load(id)
                    .ifPresent(found::add));
        }
        if (found.isEmpty()) {
            host.err()
                    .println("no runs are known"
                            + stores.stream()
                                    .map(store -> ", not in " + store.place())
                                    .findFirst()
                                    .orElse(""));
            return 0;
        }
        host.out().printf(ROW, "RUN", "PHASE", "OUTCOME", "CAUSE");
        found.forEach(this::print);
        return 0;
    }

    private void print(Journal journal) {
        var ending = Conclusion.of(journal);
        host.out()
                .printf(
                        ROW,
                        journal.id(),
                        Phase.of(journal).word(),
                        ending.map(end -> end.outcome().word()).orElse("-"),
                        ending.map(end -> end.cause().word()).orElse("-"));
    }
}
