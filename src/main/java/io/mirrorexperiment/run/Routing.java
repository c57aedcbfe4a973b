package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.run.Commit.Stage;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.TrafficMirror;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/** The deeds that change routes: each reads today's objects, asks the provider for the step, and writes compare-and-set. */
final class Routing {
    static final String NOT_OURS = "the claim on the target is not ours any more, or the run is being ended elsewhere";

    /** By so much a run raises the generation of its routes at most. */
    private static final int CLOSINGS = 2;

    private final Site site;
    private final Looking looking;
    private final Committing committing;

    Routing(Site site, Looking looking) {
        this.site = site;
        this.looking = looking;
        this.committing = new Committing(site, this);
    }

    Result prepare(Journal journal) {
        return guarded(journal, Stage.SUBSETS, site.traffic(journal)::prepare, Entry.Prepared::new);
    }

    /** What the dark version has counted by now is what nobody holds against the mirror, so it must be known. */
    Result pin(Journal journal) {
        Result result = guarded(
                journal,
                Stage.PIN,
                site.traffic(journal)::pin,
                now -> new Entry.Pinned(now, looking.look(journal, now)));
        boolean unknown = result instanceof Result.Done done
                && done.entries().get(0) instanceof Entry.Pinned pinned
                && pinned.look().dark() instanceof Reading.Missing;
        return unknown
                ? looking.unknownDark(
                        journal,
                        ((Entry.Pinned) ((Result.Done) result).entries().get(0)).look())
                : result;
    }

    Result mirror(Journal journal) {
        return guarded(journal, Stage.MIRROR, site.traffic(journal)::mirror, Entry.Mirrored::new);
    }

    Result unmirror(Journal journal) {
        if (journal.experiment().prints()) {
            return committing.shut(journal);
        }
        return journal.experiment().adopted()
                ? Result.Done.with(new Entry.Unmirrored(site.now()))
                : plain(journal, site.traffic(journal)::unmirror, Entry.Unmirrored::new);
    }

    Result unpin(Journal journal) {
        return plain(journal, site.traffic(journal)::unpin, Entry.Unpinned::new);
    }

    Result clear(Journal journal) {
        return plain(journal, site.traffic(journal)::clear, Entry.Cleared::new);
    }

    /** Only while nobody has taken the promotion back or finished it. The closed mirror has raised the generation by one. */
    Result shift(Journal journal) {
        Course course = Site.course(journal);
        return change(
                        journal,
                        course,
                        site.shifter(journal)::shift,
                        objects -> !isOver(journal)
                                && site.holds(journal)
                                && site.shifter(journal).generation(course, objects) <= course.generation() + 1)
                .orElseGet(() -> Result.Done.with(new Entry.Shifted(site.now())));
    }

    /** Only while the journal has come no farther: else a late twin would lead users back to where they have been. */
    Result step(Journal journal, int percent) {
        return change(
                        journal,
                        Site.course(journal),
                        (course, objects) -> site.shifter(journal).lead(course, percent, objects),
                        objects -> isAtStep(journal)
                                && site.holds(journal)
                                && site.shifter(journal).generation(Site.course(journal), objects)
                                        <= journal.id().generation() + 1)
                .orElseGet(() -> Result.Done.with(new Entry.Stepped(site.now(), percent)));
    }

    private boolean isAtStep(Journal journal) {
        Journal newest = site.newest(journal);
        return newest.last(Entry.Stepped.class).equals(journal.last(Entry.Stepped.class))
                && !newest.has(Entry.Shifted.class)
                && !newest.has(Entry.LiveChanged.class)
                && !newest.has(Entry.Regretted.class);
    }

    /** Whether every route still selects the versions as the run made it, whatever generation it has seen since. */
    boolean isPinned(Journal journal) {
        Course later = Site.course(journal, Site.plan(journal), journal.id().generation() + CLOSINGS);
        return site.traffic(journal).pin(later, objects(later, site.traffic(journal))) instanceof Step.Changes step
                && step.changes().isEmpty();
    }

    /** Whether every route gives so much to the promoted version. */
    boolean leads(Journal journal, int percent) {
        Course course = Site.course(journal);
        return site.shifter(journal).leads(course, percent, objects(course, site.shifter(journal)));
    }

    /** The live workload runs what was promoted: its users may have it from there. */
    Result leadBack(Journal journal) {
        return shiftBack(journal).orElseGet(() -> Result.Done.with(new Entry.LedBack(site.now())));
    }

    private boolean isOver(Journal journal) {
        Journal newest = site.newest(journal);
        return newest.has(Entry.Verified.class) || newest.has(Entry.Regretted.class);
    }

    Result dropOld(Journal journal) {
        return oldDropped(journal).orElseGet(() -> Result.Done.with(new Entry.OldDropped(site.now())));
    }

    /** Takes the old version out of the route for good; empty when that is done. */
    Optional<Result> oldDropped(Journal journal) {
        return closed(journal, site.shifter(journal)::dropOld);
    }

    /**
     * Undoes a shift; part of taking a promotion back. The generation is raised once more, so that the late shift of a twin is barred
     * even where there was nothing to undo.
     */
    Optional<Result> shiftBack(Journal journal) {
        Course course = Site.course(journal);
        Course later = Site.course(journal, Site.plan(journal), course.generation() + 1);
        return closed(journal, site.shifter(journal)::shiftBack)
                .or(() -> change(journal, later, site.shifter(journal)::unmirror, objects -> !site.passedOn(journal))
                        .filter(result -> !site.passedOn(journal)));
    }

    /**
     * Whether the mirror is still in the routes. A get of each planned route shows what was taken out or deleted. Only a list shows
     * what was added since: once a minute does for that, because what reaches the dark version by another route is also told by its
     * count, at every look. Runs of one process share both.
     *
     * @param before the tick before this one
     */
    boolean mirrors(Journal journal, Instant before, Instant now) {
        if (isVouchedFor(journal)) {
            return true;
        }
        boolean often = Site.plan(journal).routes().isEmpty() || before.isBefore(now.truncatedTo(ChronoUnit.MINUTES));
        return often ? mirrorsEverywhere(journal) : mirrors(journal, planned(journal));
    }

    private boolean isVouchedFor(Journal journal) {
        boolean istio = site.traffic(journal).kinds().equals(Routebook.KINDS);
        Instant mirrored = new Progress(journal).at(Entry.Mirrored.class);
        return istio
                && !Site.plan(journal).routes().isEmpty()
                && site.routebook()
                        .filter(book -> book.vouches(
                                journal.id(),
                                journal.experiment().service(),
                                mirrored,
                                objects -> mirrors(journal, objects)))
                        .isPresent();
    }

    /** Whether the mirror is in all routes that there are, also in those that nobody planned. */
    boolean mirrorsEverywhere(Journal journal) {
        return mirrors(journal, objects(Site.course(journal), site.traffic(journal)));
    }

    private boolean mirrors(Journal journal, List<Manifest> objects) {
        List<String> there =
                objects.stream().map(object -> object.address().toString()).toList();
        return there.containsAll(Site.plan(journal).routes())
                && site.traffic(journal).mirrors(Site.course(journal), objects);
    }

    private List<Manifest> planned(Journal journal) {
        return Site.plan(journal).routes().stream()
                .flatMap(route -> site.cluster().read(Address.parse(route)).stream())
                .toList();
    }

    List<Manifest> objects(Course course, TrafficMirror provider) {
        return objects(site.cluster(), course, provider);
    }

    /** Everything that a provider wants to see. */
    static List<Manifest> objects(Cluster cluster, Course course, TrafficMirror provider) {
        List<Manifest> objects = new ArrayList<>(named(cluster, course, provider));
        objects.addAll(objects(cluster, course.namespace(), provider.kinds()));
        return objects;
    }

    /** What it wants to see by name. */
    static List<Manifest> named(Cluster cluster, Course course, TrafficMirror provider) {
        return provider.named(course).stream()
                .flatMap(address -> cluster.read(address).stream())
                .toList();
    }

    /** All objects of these kinds but Services, where we may see them. */
    static List<Manifest> objects(Cluster cluster, String namespace, List<Kind> kinds) {
        return kinds.stream()
                .filter(kind -> !kind.equals(Kind.SERVICE) && cluster.serves(kind))
                .flatMap(kind -> everywhere(cluster, kind, namespace).stream())
                .toList();
    }

    /** All namespaces where we may, else our own; of what is in none nothing, and a provider says what it cannot know then. */
    private static List<Manifest> everywhere(Cluster cluster, Kind kind, String namespace) {
        try {
            return cluster.list(kind, Optional.empty(), Map.of());
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            return kind.equals(Kind.GATEWAY_CLASS) ? List.of() : cluster.list(kind, Optional.of(namespace), Map.of());
        }
    }

    /** Whether the run may still open things: the claim is ours, and nobody has begun to close. */
    boolean mayOpen(Journal journal) {
        return mayOpen(journal, objects(Site.course(journal), site.traffic(journal)));
    }

    boolean mayOpen(Journal journal, List<Manifest> objects) {
        Course course = Site.course(journal);
        return !site.newest(journal).has(Entry.Unmirrored.class)
                && site.holds(journal)
                && site.traffic(journal).generation(course, objects) <= course.generation();
    }

    /** A step that opens something: only while the run may. */
    private Result guarded(
            Journal journal,
            Stage stage,
            BiFunction<Course, List<Manifest>, Step> step,
            Function<Instant, Entry> entry) {
        return journal.experiment().prints()
                ? committing.open(journal, stage, entry)
                : change(journal, Site.course(journal), step, objects -> mayOpen(journal, objects))
                        .orElseGet(() -> Result.Done.with(entry.apply(site.now())));
    }

    /** Undoes again what a twin had undone before this process, late, did it once more. */
    void closeAgain(Journal newest) {
        if (newest.has(Entry.Unpinned.class)) {
            closed(newest, site.traffic(newest)::unpin);
        }
        if (newest.has(Entry.Cleared.class)) {
            closed(newest, site.traffic(newest)::clear);
        }
    }

    /** A step that closes something: unless the target has passed on, for then what is there is another run's. */
    private Result plain(
            Journal journal, BiFunction<Course, List<Manifest>, Step> step, Function<Instant, Entry> entry) {
        return closed(journal, step).orElseGet(() -> Result.Done.with(entry.apply(site.now())));
    }

    /** Nothing where somebody else commits what is left: without the dark version it harms nobody. */
    private Optional<Result> closed(Journal journal, BiFunction<Course, List<Manifest>, Step> step) {
        if (journal.experiment().prints()) {
            return Optional.empty();
        }
        return change(journal, Site.course(journal), step, objects -> !site.passedOn(journal))
                .filter(result -> !site.passedOn(journal));
    }

    /**
     * Makes the changes, anew where somebody else was quicker, and reads them back; empty when all is as it shall be.
     *
     * @param may asked after each reading of the objects and before writing: as every edit is a compare-and-set, what it saw
     *     still holds when the edit comes about
     */
    private Optional<Result> change(
            Journal journal,
            Course course,
            BiFunction<Course, List<Manifest>, Step> step,
            Predicate<List<Manifest>> may) {
        TrafficMirror provider = site.traffic(journal);
        return new Editing(site.cluster())
                .edit(
                        () -> objects(course, provider),
                        objects -> decision(step.apply(course, objects), () -> may.test(objects)),
                        refusal -> Optional.of(new Result.Barred("somebody else keeps changing the routes of "
                                + course.service() + ": " + Editing.ROUNDS + " edits were undone or outrun")));
    }

    static Editing.Decision<Optional<Result>> decision(Step step, BooleanSupplier may) {
        if (step instanceof Step.Changes done && done.changes().isEmpty()) {
            return new Editing.Decision.Leave<>(Optional.empty());
        }
        if (!may.getAsBoolean()) {
            return new Editing.Decision.Leave<>(Optional.of(new Result.Barred(NOT_OURS)));
        }
        return step instanceof Step.Barred barred
                ? new Editing.Decision.Leave<>(Optional.of(new Result.Barred(barred.because())))
                : new Editing.Decision.Write<>(((Step.Changes) step).changes(), Optional.empty());
    }
}
