package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Mirrors and shifts requests of a Knative Service's users, in VirtualServices of the user's or, for a domain that none carries yet, in
 * one of ours. Those that Knative makes are never edited.
 *
 * <p>Copies go to the dark revision's own private Service, hence to its pods: nothing has to tell them from originals, so it does not
 * matter whether the mesh marks the authority of copies by a suffix. Nobody waits there for a pod to start; the revision must have one.
 * Stateless, hence safe for use by several threads.
 */
public final class KnativeMirror implements TrafficMirror {
    private static final Step NOTHING = new Step.Changes(List.of());

    @Override
    public String name() {
        return "knative";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.VIRTUAL_SERVICE);
    }

    @Override
    public Survey survey(Course course, Optional<String> route, List<Manifest> objects) {
        RevisionMesh mesh = RevisionMesh.of(course, objects);
        return mesh.obstacle()
                .<Survey>map(because -> new Survey.Impossible(Cause.NOT_POSSIBLE, because))
                .orElseGet(() -> new Survey.Possible(addresses(mesh), OptionalDouble.empty(), mesh.warnings(), false));
    }

    private static List<Address> addresses(RevisionMesh mesh) {
        return mesh.needsOwn()
                ? List.of(mesh.own().manifest().address())
                : mesh.sources().stream()
                        .map(route -> route.manifest().address())
                        .toList();
    }

    @Override
    public Step prepare(Course course, List<Manifest> objects) {
        return opening(
                course,
                objects,
                mesh -> mesh.needsOwn()
                        ? new Edits().create(mesh.own().manifest()).step()
                        : NOTHING);
    }

    /** The Knative Service decides which revision users get; that is pinned there. */
    @Override
    public Step pin(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public Step mirror(Course course, List<Manifest> objects) {
        return opening(
                course,
                objects,
                mesh -> mesh.needsOwn()
                        ? new Step.Barred(
                                "There is no VirtualService any more by which users reach " + course.service() + ".")
                        : new Edits().routes(mesh.sources(), mesh::mirrored).step());
    }

    @Override
    public Step unmirror(Course course, List<Manifest> objects) {
        RevisionMesh mesh = RevisionMesh.of(course, objects);
        return new Edits()
                .routes(mesh.concerned(), route -> Tombstone.raise(mesh.bare(route), course.generation() + 1))
                .step();
    }

    @Override
    public Step unpin(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public Step clear(Course course, List<Manifest> objects) {
        Edits edits = new Edits();
        RevisionMesh.of(course, objects).made().ifPresent(route -> edits.delete(route.manifest()));
        return edits.step();
    }

    @Override
    public Step shift(Course course, List<Manifest> objects) {
        RevisionMesh mesh = RevisionMesh.of(course, objects);
        return Tombstone.bars(mesh.concerned(), course.generation() + 1)
                .<Step>map(Step.Barred::new)
                .orElseGet(() ->
                        new Edits().routes(mesh.users(), mesh.shift()::shifted).step());
    }

    @Override
    public Step shiftBack(Course course, List<Manifest> objects) {
        RevisionMesh mesh = RevisionMesh.of(course, objects);
        return new Edits().routes(mesh.users(), mesh.shift()::restored).step();
    }

    /** A VirtualService of ours is the user's from here. */
    @Override
    public Step dropOld(Course course, List<Manifest> objects) {
        RevisionMesh mesh = RevisionMesh.of(course, objects);
        return new Edits()
                .routes(mesh.users(), route -> mesh.shift()
                        .settled(route)
                        .with(object -> mesh.isMade(route) ? Marks.handOver(object, course.run()) : object))
                .step();
    }

    @Override
    public long generation(Course course, List<Manifest> objects) {
        return Tombstone.highest(RevisionMesh.of(course, objects).concerned());
    }

    @Override
    public boolean mirrors(Course course, List<Manifest> objects) {
        RevisionMesh mesh = RevisionMesh.of(course, objects);
        return !mesh.sources().isEmpty()
                && mesh.sources().stream()
                        .allMatch(route -> mesh.mirrored(route).equals(route));
    }

    /** Steps towards a mirror: not for a closed route, and not where something has come into the way. */
    private static Step opening(Course course, List<Manifest> objects, Function<RevisionMesh, Step> step) {
        RevisionMesh mesh = RevisionMesh.of(course, objects);
        return Tombstone.bars(mesh.concerned(), course.generation())
                .or(mesh::obstacle)
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> step.apply(mesh));
    }
}
