package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A mirror that the user has set up and keeps: it is found and read, and nothing is ever edited. Where no VirtualService can be
 * read the mirror may be elsewhere; then the copies alone can prove it. Stateless, hence safe for use by several threads.
 */
public final class ExistingMirror implements TrafficMirror {
    private static final Step NOTHING = new Step.Changes(List.of());

    @Override
    public String name() {
        return "existing";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.DESTINATION_RULE, Kind.VIRTUAL_SERVICE);
    }

    @Override
    public Survey survey(Course course, Optional<String> route, List<Manifest> objects) {
        Mesh mesh = Mesh.of(course, objects);
        if (mesh.services().isEmpty()) {
            return new Survey.Possible(
                    List.of(),
                    OptionalDouble.empty(),
                    List.of(
                            "No VirtualService can be read, so nothing is known of the mirror but the copies that arrive;"
                                    + " their share of the live requests cannot be proven."),
                    false);
        }
        FoundMirror found = FoundMirror.in(mesh);
        Optional<String> elsewhere = RevisionRoutes.of(mesh).flatMap(RevisionRoutes::obstacle);
        if (elsewhere.isPresent()) {
            return new Survey.Impossible(Cause.NOT_POSSIBLE, elsewhere.get());
        }
        return found.copies().isEmpty()
                ? new Survey.Impossible(Cause.NOT_POSSIBLE, nothing(mesh))
                : new Survey.Possible(List.of(), found.share(), found.warnings(), tellsCopies(mesh), Besides.of(mesh));
    }

    @Override
    public Step prepare(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public Step pin(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public Step mirror(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public Step unmirror(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public Step unpin(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public Step clear(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    /** Barred: the routes are the user's, and to say that traffic had moved would be untrue. */
    @Override
    public Step shift(Course course, List<Manifest> objects) {
        return new Step.Barred("With mirror: {via: existing} the routes are yours and are never edited:"
                + " shift them by hand, or set promotion to none.");
    }

    @Override
    public Step shiftBack(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public Step dropOld(Course course, List<Manifest> objects) {
        return NOTHING;
    }

    @Override
    public long generation(Course course, List<Manifest> objects) {
        return 0;
    }

    /** Whether a mirror to the dark version is found, or none could be because no VirtualService can be read. */
    @Override
    public boolean mirrors(Course course, List<Manifest> objects) {
        Mesh mesh = Mesh.of(course, objects);
        return mesh.services().isEmpty() || !FoundMirror.in(mesh).copies().isEmpty();
    }

    private static String nothing(Mesh mesh) {
        return ("No VirtualService that we may read (there are %d) mirrors requests to the dark version %s of %s:"
                        + " set the mirror up first, or let us do it with mirror: {via: istio}.")
                .formatted(
                        mesh.services().size(),
                        new java.util.TreeMap<>(mesh.course().darkLabels()),
                        mesh.host().service());
    }

    private static boolean tellsCopies(Mesh mesh) {
        return mesh.services().stream()
                .flatMap(service -> service.entries().stream())
                .flatMap(entry -> entry.matches().stream())
                .anyMatch(EntryObstacles::tellsCopies);
    }
}
