package io.mirrorexperiment.cli;

import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.LiveView;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.run.Move;
import io.mirrorexperiment.run.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows where a run stands; changes nothing. */
@Command(
        name = "status",
        description = "Show where a run stands; changes nothing.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment status default.reviews-v2.1",
            "  mirror-experiment status default.reviews-v2.1 --follow   until it ends; ends with its exit code",
            "  mirror-experiment status default.mirroring.1 --iter8-status experiment.yaml | mirror-experiment describe -",
            "  kubectl get experiment mirroring -o yaml | mirror-experiment status default.mirroring.1 --iter8-status - \\",
            "    | kubectl replace --subresource=status -f -"
        })
final class StatusCommand implements Callable<Integer> {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int COLUMNS = 100;

    @Mixin
    KnownRun known = new KnownRun();

    @Mixin
    ViewFlags view = new ViewFlags();

    @Option(
            names = {"-f", "--follow"},
            description = "go on showing it until the run ends")
    boolean follow;

    @Option(
            names = "--iter8-status",
            paramLabel = "EXPERIMENT",
            description = "print the Iter8 experiment that the run was begun with, its status told by the run;"
                    + " - reads standard input")
    Optional<String> iter8 = Optional.empty();

    private final Host host;

    StatusCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        Supplier<Journal> journals = known.journal(host);
        if (iter8.isPresent()) {
            if (follow) {
                throw Refusal.usage("--iter8-status prints the status once; drop --follow");
            }
            host.out().print(new Iter8Written(new Input(iter8.get())).with(host, journals.get()));
            return 0;
        }
        return follow ? follow(journals) : show(journals.get());
    }

    private int show(Journal journal) {
        if (Conclusion.of(journal).isPresent()) {
            view.report(host, journal, List.of());
            return 0;
        }
        Host people = view.people(host);
        LiveView.frame(journal, Instant.now(), COLUMNS, view.style(people)).forEach(people.out()::println);
        return 0;
    }

    private int follow(Supplier<Journal> journals) {
        return view.end(host, followed(journals), List.of());
    }

    private Journal followed(Supplier<Journal> journals) {
        try (View shown = view.view(host)) {
            while (true) {
                Journal journal = journals.get();
                shown.show(new Standing(journal, new Move.Rest(Instant.now(), Move.Wait.TICK), ""));
                if (Conclusion.of(journal).isPresent()) {
                    return journal;
                }
                LockSupport.parkNanos(SECOND_NANOS);
            }
        }
    }
}
