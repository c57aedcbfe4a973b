package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.graph.CopyTarget;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Service;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.graph.Treatment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the traffic of the mirrored time, once, for the report. It stands in the way of nothing: it is due only where a run rests or is
 * about to finish, it is asked for a few seconds at most, and whatever goes wrong is a sentence.
 */
final class Picturing {
    /** So many edges, at most some 80 KB of text, are kept. */
    static final int MOST = 40;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(Picturing.class);

    private final Site site;

    Picturing(Site site) {
        this.site = site;
    }

    /** Whether to look now, instead of what was to come next. */
    static boolean isDue(Journal journal, Move move) {
        boolean free = (move instanceof Move.Rest rest && rest.why() != Move.Wait.RETRY)
                || (move instanceof Move.Act act && act.deed() == Deed.FINISH);
        return free && isOver(journal) && !journal.has(Entry.Pictured.class) && !stumbles(journal);
    }

    private static boolean isOver(Journal journal) {
        return journal.has(Entry.Iterated.class)
                && (journal.has(Entry.Judged.class) || journal.has(Entry.Unmirrored.class));
    }

    /** An entry in between would hide for how long something fails already. */
    private static boolean stumbles(Journal journal) {
        List<Entry> entries =
                journal.entries().stream().filter(entry -> !entry.isSaid()).toList();
        return entries.get(entries.size() - 1) instanceof Entry.Stumbled;
    }

    Result picture(Journal journal) {
        Sight sight;
        try {
            sight = sight(journal);
        } catch (RuntimeException e) {
            LOG.error("{}: no picture of the traffic", journal.id(), e);
            sight = new Sight.Unseen("internal error: " + e);
        }
        return Result.Done.with(new Entry.Pictured(site.now(), sight));
    }

    private Sight sight(Journal journal) {
        Experiment experiment = journal.experiment();
        if (experiment.knative()) {
            return new Sight.Unseen(
                    "requests for revisions of Knative go by way of gateways and activators, so their callers"
                            + " are not told");
        }
        Plan plan = Site.plan(journal);
        Instant until = journal.last(Entry.Iterated.class).orElseThrow().at();
        Duration window = bounded(
                Duration.between(journal.last(Entry.Flowing.class).orElseThrow().at(), until));
        Scope scope = new Scope.OfService(experiment.namespace(), experiment.service(), workloads(plan), true);
        Sight sight = site.metrics()
                .traffic(scope, until, window)
                .completeOnTimeout(
                        new Sight.Unseen("the metrics system has not answered within " + PATIENCE.toSeconds() + " s"),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS)
                .join();
        return sight instanceof Sight.Seen seen ? new Sight.Seen(marked(seen.graph(), experiment, plan)) : sight;
    }

    private static Set<String> workloads(Plan plan) {
        return Stream.concat(plan.lives().stream(), Stream.of(plan.dark())).collect(Collectors.toSet());
    }

    private static Graph marked(Graph graph, Experiment experiment, Plan plan) {
        OptionalDouble percent = plan.percent();
        Service service = new Service(experiment.namespace(), experiment.service());
        Treatment mirror = new Treatment(
                Treatment.Kind.MIRROR,
                service,
                experiment.adopted() ? "the mirror that was there" : "the mirror of this run",
                "copies requests to " + plan.dark(),
                percent,
                Optional.of(new CopyTarget(service, Map.of(), Set.of(plan.dark()))));
        return graph.treated(List.of(mirror)).atMost(MOST);
    }

    private static Duration bounded(Duration window) {
        if (window.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return window.compareTo(LONGEST) > 0 ? LONGEST : window;
    }
}
