package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.journal.Entry;
import java.util.ArrayList;
import java.util.List;

/** What was changed in the cluster, and what of it is there still. */
final class ChangesSection {
    private ChangesSection() {}

    static Section of(Facts facts) {
        return new Section(
                "In the cluster",
                lines(facts).stream()
                        .map(line -> new Block.Term(line.what(), 9, line.tone(), line.words()))
                        .toList());
    }

    /** One thing in the cluster and what became of it. */
    record Line(String what, Tone tone, String words) {}

    static List<Line> lines(Facts facts) {
        if (facts.plan().isEmpty()) {
            return List.of(new Line("all", Tone.PLAIN, nothing(facts)));
        }
        Plan plan = facts.plan().get();
        List<Line> lines = new ArrayList<>(
                List.of(route(facts, plan), live(facts, plan), beside(facts, plan), dark(facts, plan), claim(facts)));
        lines.removeIf(line -> line.words().isEmpty());
        facts.ending()
                .filter(end -> end.outcome() == Outcome.STUCK)
                .ifPresent(end -> lines.add(new Line(
                        "doubt",
                        Tone.DOUBT,
                        "a step that failed may have had its effect in part; look before you act")));
        return lines;
    }

    private static String nothing(Facts facts) {
        boolean claims = facts.journal().experiment().adopted()
                || facts.has(Entry.Released.class)
                || facts.ending().isPresent();
        return claims ? "nothing was changed" : "nothing was changed; claims of this run may stand";
    }

    private static Line route(Facts facts, Plan plan) {
        String names = plan.routes().isEmpty()
                ? ""
                : " ("
                        + String.join(
                                ", ", plan.routes().stream().map(Words::address).toList()) + ")";
        if (shifted(facts)) {
            return new Line("route", Tone.PLAIN, "leads to the promoted version" + old(facts) + names);
        }
        if (facts.journal().experiment().adopted()) {
            return new Line("route", Tone.PLAIN, untouched(facts) + "; the mirror is yours and stays");
        }
        if (facts.has(Entry.Unpinned.class)) {
            return new Line("route", Tone.PLAIN, "as it was, but for the generation annotation" + names);
        }
        if (facts.has(Entry.Unmirrored.class)) {
            return new Line(
                    "route", Tone.DOUBT, "the mirror is shut, the pin to the live version is there still" + names);
        }
        if (facts.has(Entry.Mirrored.class)) {
            return new Line("route", Tone.DOUBT, "THE MIRROR IS OPEN" + names);
        }
        return facts.has(Entry.Pinned.class)
                ? new Line("route", Tone.DOUBT, "pinned to the live version; the mirror was not opened" + names)
                : new Line("route", Tone.PLAIN, "not changed, but for what makes versions addressable" + names);
    }

    private static String untouched(Facts facts) {
        return facts.has(Entry.Committed.class) ? "as it was, but for the generation annotation" : "not touched";
    }

    private static String old(Facts facts) {
        return facts.has(Entry.OldDropped.class) || facts.journal().experiment().knative()
                ? ""
                : "; the old one stays in it at weight 0";
    }

    private static Line live(Facts facts, Plan plan) {
        String name = kind(facts) + plan.live();
        if (facts.journal().experiment().knative()) {
            return new Line("live", Tone.PLAIN, name + revision(facts));
        }
        if (facts.has(Entry.LiveChanged.class)) {
            return new Line("live", Tone.PLAIN, name + image(facts, plan));
        }
        if (shifted(facts)) {
            return new Line("live", Tone.PLAIN, name + " gets no requests by the route any more");
        }
        return new Line("live", Tone.PLAIN, name + " was not changed");
    }

    private static Line beside(Facts facts, Plan plan) {
        String words = shifted(facts) ? ": no requests by the route any more" : ": not changed";
        return new Line(
                "beside",
                Tone.PLAIN,
                plan.besides()
                        .map(names -> kind(facts) + String.join(", ", names) + words)
                        .orElse(""));
    }

    private static String revision(Facts facts) {
        if (facts.has(Entry.TakenBack.class)) {
            return " serves the users again";
        }
        return facts.has(Entry.LiveChanged.class) ? " stays among the Service's traffic at 0 %" : " was not changed";
    }

    private static String image(Facts facts, Plan plan) {
        String before = plan.liveImage().isEmpty() ? "" : ", before it " + Words.image(plan.liveImage());
        return facts.has(Entry.TakenBack.class)
                ? " runs what it ran before"
                : facts.last(Entry.Committed.class)
                        .map(committed -> " runs " + Words.image(committed.image()) + before)
                        .orElse(" runs another image" + before);
    }

    private static boolean shifted(Facts facts) {
        return facts.has(Entry.Shifted.class) && !facts.has(Entry.TakenBack.class);
    }

    private static Line dark(Facts facts, Plan plan) {
        String name = kind(facts) + plan.dark();
        if (shifted(facts)) {
            return new Line("dark", Tone.PLAIN, name + " serves the users now");
        }
        if (facts.journal().experiment().dark().source() instanceof DarkSource.Present) {
            return new Line("dark", Tone.PLAIN, name + " was there before and stays");
        }
        if (facts.has(Entry.DarkRemoved.class)) {
            return new Line(
                    "dark",
                    Tone.PLAIN,
                    name + (facts.has(Entry.Deployed.class) ? " was deployed and is removed" : " is not there"));
        }
        return facts.has(Entry.Deployed.class)
                ? new Line("dark", Tone.DOUBT, name + " is there still")
                : new Line("dark", Tone.PLAIN, name + " was not deployed");
    }

    private static String kind(Facts facts) {
        return facts.journal().experiment().knative() ? "Revision " : "Deployment ";
    }

    private static Line claim(Facts facts) {
        if (!facts.journal().experiment().touches()) {
            return new Line("claim", Tone.PLAIN, "none was needed");
        }
        if (facts.has(Entry.Released.class)) {
            return new Line(
                    "claim", Tone.PLAIN, "given back; its ended Lease stays until `mirror-experiment reap --purge`");
        }
        return new Line("claim", Tone.DOUBT, "is held still: other runs on this target are refused");
    }
}
