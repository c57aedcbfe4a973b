package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import java.util.ArrayList;
import java.util.List;

/** Command lines for people, where a run needs one: pure. */
public final class Commands {
    private Commands() {}

    /** How to finish what a stuck run could not, in order: with the gate, and by hand. */
    public static List<String> whenStuck(Journal journal) {
        List<String> commands = new ArrayList<>();
        if (journal.experiment().prints()) {
            commands.addAll(inGit(journal));
        }
        commands.add("mirror-experiment restore " + journal.id());
        if (journal.experiment().prints()) {
            return commands;
        }
        journal.last(Entry.Planned.class).ifPresent(planned -> byHand(journal, planned.plan(), commands));
        return commands;
    }

    /** The ways out of a hold; a promotion that is a commit is none. */
    public static List<String> whenHeld(Journal journal) {
        String back = "mirror-experiment rollback " + journal.id();
        return journal.experiment().prints()
                ? List.of(back)
                : List.of("mirror-experiment promote " + journal.id(), back);
    }

    private static void byHand(Journal journal, Plan plan, List<String> commands) {
        if (!journal.has(Entry.Unmirrored.class)) {
            commands.addAll(edits(plan.routes(), "remove the mirror to the subset mirror-experiment-dark"));
        }
        if (!journal.has(Entry.DarkRemoved.class)) {
            plan.deploys().forEach(address -> commands.add("kubectl " + in(Address.parse(address), "delete")));
        }
        if (!journal.has(Entry.Unpinned.class)) {
            commands.addAll(edits(plan.routes(), "remove what is named mirror-experiment"));
        }
    }

    private static List<String> inGit(Journal journal) {
        return journal.last(Entry.Planned.class).stream()
                .flatMap(planned -> planned.plan().routes().stream())
                .map(Address::parse)
                .filter(address -> address.kind().equals(Kind.VIRTUAL_SERVICE))
                .map(
                        address -> "# commit " + address.words()
                                + " without the mirror to the subset mirror-experiment-dark, and wait until the cluster shows it")
                .toList();
    }

    private static List<String> edits(List<String> routes, String why) {
        return routes.stream()
                .map(address -> "kubectl " + in(Address.parse(address), "edit") + "   # " + why)
                .toList();
    }

    private static String in(Address address, String verb) {
        return "-n " + address.namespace() + " " + verb + " "
                + address.kind().toString().toLowerCase(java.util.Locale.ROOT) + " " + address.name();
    }
}
