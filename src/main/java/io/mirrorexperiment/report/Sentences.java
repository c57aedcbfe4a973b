package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Every entry of a journal as one sentence of plain text, without full stop. */
final class Sentences {
    private static final Map<Class<? extends Entry>, BiFunction<Entry, Journal, Row>> SAYINGS = sayings();

    private Sentences() {}

    /** The facts of an entry on one line. */
    static Row of(Entry entry, Journal journal) {
        BiFunction<Entry, Journal, Row> saying = SAYINGS.get(entry.getClass());
        if (saying == null) {
            throw new IllegalStateException("no sentence for " + entry.word());
        }
        return saying.apply(entry, journal);
    }

    private static Map<Class<? extends Entry>, BiFunction<Entry, Journal, Row>> sayings() {
        Map<Class<? extends Entry>, BiFunction<Entry, Journal, Row>> map = new HashMap<>();
        say(
                map,
                Entry.Sought.class,
                (sought, journal) -> Row.of("waits for what the spec requires: " + sought.lacking()));
        say(map, Entry.Found.class, "all that the spec requires is there");
        say(map, Entry.Planned.class, (planned, journal) -> planned(planned.plan()));
        say(map, Entry.Prepared.class, "both versions can be addressed");
        say(map, Entry.Pinned.class, "the route selects the live version only");
        say(map, Entry.Deployed.class, "the dark version's manifests are applied");
        say(map, Entry.Ready.class, (ready, journal) -> ready(ready));
        say(
                map,
                Entry.Paused.class,
                (paused, journal) -> Row.of("stops before the mirror until somebody lets it open, at the latest until "
                        + Numbers.date(paused.until())));
        say(
                map,
                Entry.Baselined.class,
                (baselined, journal) ->
                        baselined(baselined, journal.experiment().adopted()));
        say(map, Entry.Mirrored.class, (mirrored, journal) -> Row.of("the mirror is open: " + Words.mirror(journal)));
        say(
                map,
                Entry.Flowing.class,
                (flowing, journal) -> Row.of("copies arrive: " + flowing.proof().words()));
        say(map, Entry.Iterated.class, LookSentence::whole);
        say(map, Entry.Judged.class, (judged, journal) -> judged(judged));
        say(map, Entry.Unmirrored.class, (shut, journal) -> Row.of(unmirrored(journal)));
        say(
                map,
                Entry.Held.class,
                (held, journal) ->
                        Row.of("the dark version is kept for somebody to decide, until " + Numbers.date(held.until())));
        say(
                map,
                Entry.Awaited.class,
                (awaited, journal) ->
                        Row.of("waits for somebody to promote or roll back, until " + Numbers.date(awaited.until())));
        say(map, Entry.Asked.class, (asked, journal) -> Row.of(asked.by() + " asked to " + request(asked.request())));
        say(map, Entry.Extended.class, Sentences::extended);
        say(map, Entry.Committed.class, (committed, journal) -> committed(committed));
        say(map, Entry.LiveChanged.class, (changed, journal) -> Row.of(liveChanged(journal)));
        say(map, Entry.Scaled.class, "the dark workload has as many pods as the live one");
        say(
                map,
                Entry.Stepped.class,
                (stepped, journal) -> Row.of(
                        stepped.percent() == 0
                                ? "the promoted version can be led to"
                                : stepped.percent() + " % of the live traffic goes to the promoted version"));
        say(map, Entry.Watched.class, WatchSentence::of);
        say(map, Entry.Shifted.class, "the route leads to the promoted version");
        say(map, Entry.LedBack.class, "the route leads to the live workload again, which runs the promoted version");
        say(map, Entry.Verified.class, "the promoted version serves");
        say(
                map,
                Entry.Regretted.class,
                (regretted, journal) ->
                        Row.of("the promotion is given up (" + regretted.cause().word() + "): " + regretted.because()));
        say(map, Entry.TakenBack.class, "the promotion was undone");
        say(map, Entry.OldDropped.class, (dropped, journal) -> Row.of(oldDropped(journal)));
        say(map, Entry.DarkRemoved.class, (removed, journal) -> darkRemoved(journal));
        say(map, Entry.Unpinned.class, "the pin is gone");
        say(map, Entry.Cleared.class, "what was prepared is gone");
        say(map, Entry.Released.class, "the claim was given back");
        say(map, Entry.Stumbled.class, (stumbled, journal) -> stumbled(stumbled));
        say(map, Entry.Pictured.class, (pictured, journal) -> pictured(pictured.traffic()));
        say(map, Entry.Finished.class, (finished, journal) -> finished(finished.ending()));
        return Map.copyOf(map);
    }

    private static <E extends Entry> void say(
            Map<Class<? extends Entry>, BiFunction<Entry, Journal, Row>> map, Class<E> kind, String words) {
        map.put(kind, (entry, journal) -> Row.of(words));
    }

    private static <E extends Entry> void say(
            Map<Class<? extends Entry>, BiFunction<Entry, Journal, Row>> map,
            Class<E> kind,
            BiFunction<E, Journal, Row> words) {
        map.put(kind, (entry, journal) -> words.apply(kind.cast(entry), journal));
    }

    private static Row planned(Plan plan) {
        String routes = plan.routes().isEmpty()
                ? ""
                : " on " + plan.routes().stream().map(Words::address).collect(Collectors.joining(", "));
        String warnings = plan.warnings().isEmpty()
                ? ""
                : ", " + Numbers.count(plan.warnings().size(), "warning");
        return Row.of(plan.liveWords() + " → " + plan.dark() + " by " + plan.via() + routes + warnings + "; ends by "
                + Numbers.date(plan.deadline()));
    }

    private static String liveChanged(Journal journal) {
        return journal.experiment().knative()
                ? "the Knative Service's traffic goes to the judged revision"
                : "the live workload was given the judged image";
    }

    private static String oldDropped(Journal journal) {
        return journal.experiment().knative()
                ? "the old revision stays among the Service's traffic at 0 %; the way back is gone"
                : "the old version has left the route";
    }

    private static String unmirrored(Journal journal) {
        return journal.experiment().adopted() ? "the mirror is yours and stays as it is" : "the mirror is shut";
    }

    private static Row ready(Entry.Ready ready) {
        return Row.of("the dark version is ready"
                + (ready.image().isEmpty() ? "" : ", running " + Words.image(ready.image())));
    }

    private static Row baselined(Entry.Baselined baselined, boolean adopted) {
        Totals live = baselined.live();
        return Row.of("live had " + Numbers.count(live.requests(), "request") + ", " + Numbers.count(live.bad())
                + " failed, in the " + Numbers.duration(baselined.window())
                + " before; "
                + (adopted ? "copies are counted from here" : "the dark version has received nothing"));
    }

    private static Row judged(Entry.Judged judged) {
        return Row.of(Words.tone(judged.verdict()), judged.verdict().word())
                .plus(" (" + judged.cause().word() + "): " + judged.because());
    }

    private static Row committed(Entry.Committed committed) {
        return Row.of("promotion is decided; from here the run goes forward"
                + (committed.image().isEmpty() ? "" : " with " + Words.image(committed.image())));
    }

    private static Row darkRemoved(Journal journal) {
        return Row.of(
                journal.experiment().dark().source().ours()
                        ? "what was deployed for the dark version is gone"
                        : "the dark version was there before and stays");
    }

    private static Row extended(Entry.Extended extended, Journal journal) {
        List<Entry> entries = journal.entries();
        int end = entries.lastIndexOf(extended) + 1;
        Journal then = new Journal(
                journal.id(), journal.format(), journal.holder(), journal.experiment(), entries.subList(0, end));
        Journal before = new Journal(
                journal.id(), journal.format(), journal.holder(), journal.experiment(), entries.subList(0, end - 1));
        int more = then.cadence().iterations() - before.cadence().iterations();
        return Row.of(extended.by()
                + (more > 0
                        ? " gave it " + Numbers.count(more, "more look")
                        : " gave the wait as much time once more"));
    }

    private static Row stumbled(Entry.Stumbled stumbled) {
        return Row.of(Tone.DOUBT, "could not " + stumbled.deed())
                .plus(": " + stumbled.message()
                        + (stumbled.hopeless() ? "; trying again cannot help" : "; will be tried again"));
    }

    private static Row pictured(Sight sight) {
        if (sight instanceof Sight.Unseen unseen) {
            return Row.of(Tone.FAINT, "no picture of the traffic: " + unseen.because());
        }
        Graph graph = ((Sight.Seen) sight).graph();
        return Row.of("looked at the traffic of the " + Numbers.duration(graph.window()) + " before "
                + Numbers.clock(graph.at()) + ": "
                + Numbers.count(graph.edges().size(), "edge"));
    }

    private static Row finished(Ending ending) {
        return Row.of(
                        Words.tone(ending),
                        ending.verdict().word() + ", " + ending.outcome().word())
                .plus(" (" + ending.cause().word() + ")");
    }

    private static String request(Entry.Request request) {
        return switch (request) {
            case ABORT -> "abort";
            case PROMOTE -> "promote";
            case ROLL_BACK -> "roll back";
            case PAUSE -> "stop before the mirror";
            case MIRROR -> "open the mirror";
            case UNMIRROR -> "shut the mirror";
        };
    }

    /** All kinds of entries that have a sentence. */
    static List<Class<? extends Entry>> kinds() {
        return List.copyOf(SAYINGS.keySet());
    }
}
