package io.mirrorexperiment.cli;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.run.Conclusion;
import io.mirrorexperiment.run.Run;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Goes on with a known run, after having asked something of it. */
final class Driver {
    private static final String BEGUN = "is said when a run begins; this one goes on as it was begun";

    @Mixin
    KnownRun known = new KnownRun();

    @Mixin
    ViewFlags view = new ViewFlags();

    @Mixin
    GitopsFlag gitops = new GitopsFlag();

    @Mixin
    Handout handout = new Handout();

    @Option(names = "--no-wait", description = "only write the request down; whoever drives the run heeds it")
    boolean noWait;

    /** Writes the request down and drives the run to its end; returns the exit code. */
    int ask(Host host, Entry.Request request) {
        return ask(host, request, Until.END);
    }

    /** Writes the request down and drives the run as far as it is wanted; returns the exit code. */
    int ask(Host host, Entry.Request request, Until until) {
        return say(host, until, run -> {
            refuse(request, run.journal());
            Parting.refuse(until, run.journal());
            run.ask(request, host.person());
        });
    }

    /** Gives the run more iterations and drives it to its end; returns the exit code. */
    int extend(Host host, int iterations) {
        return say(host, Until.END, run -> run.extend(iterations, host.person()).ifPresent(words -> {
            throw Refusal.usage(words);
        }));
    }

    private int say(Host host, Until until, Consumer<Run> word) {
        gitops.refusePrint(BEGUN);
        try (Cluster connected = known.cluster.connect();
                Run run = known.open(host, connected, gitops.patch())) {
            Journal journal = run.journal();
            if (journal.has(Entry.Finished.class)) {
                view.people(host).out().println("run " + run.id() + " has ended already; nothing was changed");
                return view.end(host, journal, List.of());
            }
            word.accept(run);
            if (noWait) {
                view.people(host).out().println("noted in the journal of run " + run.id());
                return 0;
            }
            return drive(host, run, until);
        }
    }

    /** Goes on with the run as it is; returns the exit code. */
    int resume(Host host, Until until) {
        gitops.refusePrint(BEGUN);
        try (Cluster connected = known.cluster.connect();
                Run run = known.open(host, connected, gitops.patch())) {
            Parting.stopAt(until, run, host.person());
            return drive(host, run, until);
        }
    }

    private int drive(Host host, Run run, Until until) {
        view.people(host).out().println("run " + run.id());
        return view.end(host, driven(host, run, until), List.of());
    }

    private Journal driven(Host host, Run run, Until until) {
        try (View shown = view.view(host, run.journal().experiment().prints())) {
            return new Driving(view.people(host), shown, until, handout).drive(run);
        }
    }

    private static void refuse(Entry.Request request, Journal journal) {
        switch (request) {
            case PROMOTE -> refusePromotion(journal);
            case UNMIRROR -> refuseUnmirroring(journal);
            case ABORT, ROLL_BACK, PAUSE, MIRROR -> {}
        }
    }

    private static void refuseUnmirroring(Journal journal) {
        if (!journal.has(Entry.Baselined.class)) {
            throw Refusal.usage("run " + journal.id() + " has not opened its mirror yet; `mirror-experiment rollback "
                    + journal.id() + "` ends it without one");
        }
    }

    /** A promotion is for runs that wait for it: anything else would be a verdict that the evidence did not give. */
    private static void refusePromotion(Journal journal) {
        if (journal.experiment().prints()) {
            throw Refusal.usage(
                    "run " + journal.id() + " prints what has to be committed, its promotion as well: commit it");
        }
        boolean waits =
                journal.has(Entry.Awaited.class) || Conclusion.of(journal).isPresent() || journal.has(Entry.Held.class);
        if (!waits) {
            throw Refusal.usage("run " + journal.id() + " does not wait for anybody's word; promote is for runs with"
                    + " promotion: manual that conform, and for those that are held");
        }
    }
}
