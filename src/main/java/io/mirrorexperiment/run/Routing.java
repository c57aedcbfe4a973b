package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.TrafficMirror;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The deeds that change routes: each reads today's objects, asks the provider for the step, and writes compare-and-set. */
final class Routing {
    private static final int ROUNDS = 20;

    private final Site site;
    private final Looking looking;

    Routing(Site site, Looking looking) {
        this.site = site;
        this.looking = looking;
    }

    Result prepare(Journal journal) {
        return guarded(journal, site.traffic()::prepare, Entry.Prepared::new);
    }

    Result pin(Journal journal) {
        return guarded(journal, site.traffic()::pin, now -> new Entry.Pinned(now, looking.look(journal, now)));
    }

    Result mirror(Journal journal) {
        return guarded(journal, site.traffic()::mirror, Entry.Mirrored::new);
    }

    Result unmirror(Journal journal) {
        return journal.experiment().adopted()
                ? Result.Done.with(new Entry.Unmirrored(site.now()))
                : plain(journal, site.traffic()::unmirror, Entry.Unmirrored::new);
    }

    Result unpin(Journal journal) {
        return plain(journal, site.traffic()::unpin, Entry.Unpinned::new);
    }

    Result clear(Journal journal) {
        return plain(journal, site.traffic()::clear, Entry.Cleared::new);
    }

    Result shift(Journal journal) {
        return guarded(journal, site.shifter()::shift, Entry.Shifted::new);
    }

    Result dropOld(Journal journal) {
        return plain(journal, site.shifter()::dropOld, Entry.OldDropped::new);
    }

    /** Undoes a shift; part of taking a promotion back. */
    Optional<Result> shiftBack(Journal journal) {
        return change(Site.course(journal), site.shifter()::shiftBack);
    }

    /** Whether the mirror is still in the routes. */
    boolean mirrors(Journal journal) {
        return site.traffic().mirrors(Site.course(journal), objects(Site.course(journal), site.traffic()));
    }

    /** Everything that a provider wants to see. */
    List<Manifest> objects(Course course, TrafficMirror provider) {
        List<Manifest> objects = new ArrayList<>();
        site.cluster()
                .read(new Address(Kind.SERVICE, course.namespace(), course.service()))
                .ifPresent(objects::add);
        for (Kind kind : provider.kinds()) {
            if (!kind.equals(Kind.SERVICE) && site.cluster().serves(kind)) {
                objects.addAll(everywhere(kind, course.namespace()));
            }
        }
        return objects;
    }

    /** All namespaces where we may, else our own. */
    private List<Manifest> everywhere(Kind kind, String namespace) {
        Cluster cluster = site.cluster();
        try {
            return cluster.list(kind, Optional.empty(), Map.of());
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            return cluster.list(kind, Optional.of(namespace), Map.of());
        }
    }

    /** Whether the run may still open things: the claim is ours, and nobody has closed the routes to it. */
    boolean mayOpen(Journal journal) {
        Course course = Site.course(journal);
        return site.holds(journal)
                && site.traffic().generation(course, objects(course, site.traffic())) <= course.generation();
    }

    /** A step that opens something: only while the run may, before and after; a late twin undoes what it did. */
    private Result guarded(
            Journal journal, BiFunction<Course, List<Manifest>, Step> step, Function<Instant, Entry> entry) {
        if (!mayOpen(journal)) {
            return new Result.Barred("the claim on the target is not ours any more");
        }
        Optional<Result> trouble = change(Site.course(journal), step);
        if (trouble.isEmpty() && !mayOpen(journal)) {
            close(journal);
            return new Result.Barred("the claim on the target was taken away while the route was edited");
        }
        return trouble.orElseGet(() -> Result.Done.with(entry.apply(site.now())));
    }

    /** Undoes whatever this run may have opened. */
    void close(Journal journal) {
        Course course = Site.course(journal);
        change(course, site.traffic()::unmirror);
        change(course, site.traffic()::unpin);
        change(course, site.traffic()::clear);
    }

    /** A step that closes something: unless the target has passed on, for then what is there is another run's. */
    private Result plain(
            Journal journal, BiFunction<Course, List<Manifest>, Step> step, Function<Instant, Entry> entry) {
        if (site.passedOn(journal)) {
            return Result.Done.with(entry.apply(site.now()));
        }
        return change(Site.course(journal), step).orElseGet(() -> Result.Done.with(entry.apply(site.now())));
    }

    /** Makes the changes, anew where somebody else was quicker, and reads them back; empty when all is as it shall be. */
    private Optional<Result> change(Course course, BiFunction<Course, List<Manifest>, Step> step) {
        for (int round = 1; round <= ROUNDS; round++) {
            Step next = step.apply(course, objects(course, site.traffic()));
            if (next instanceof Step.Barred barred) {
                return Optional.of(new Result.Barred(barred.because()));
            }
            List<Change> changes = ((Step.Changes) next).changes();
            if (changes.isEmpty()) {
                return Optional.empty();
            }
            attempt(changes);
        }
        return Optional.of(new Result.Barred("somebody else keeps changing the routes of " + course.service() + ": "
                + ROUNDS + " edits were undone or outrun"));
    }

    private void attempt(List<Change> changes) {
        try {
            changes.forEach(site.cluster()::apply);
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.CONFLICT
                    && e.reason() != ClusterException.Reason.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
