package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Mirrors with Istio's VirtualServices and DestinationRules.
 *
 * <p>Every VirtualService that leads to the service is pinned and mirrored, whatever its host, gateway and namespace; where none
 * covers the service for sidecars, one of ours does. Our fields are known again by name alone (see {@code Marks}), so that
 * other people's edits in mid-run survive. With a limit of methods each entry is cloned in front of itself with the method
 * and-ed into its conditions. Stateless, hence safe for use by several threads.
 */
public final class IstioMirror implements TrafficMirror {
    @Override
    public String name() {
        return "istio";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.DESTINATION_RULE, Kind.VIRTUAL_SERVICE);
    }

    @Override
    public List<Manifest> leading(Course course, List<Manifest> objects) {
        Mesh mesh = Mesh.of(course, objects);
        return mesh.routes().stream()
                .map(VirtualService::manifest)
                .filter(route -> !mesh.isOurs(route))
                .toList();
    }

    @Override
    public Survey survey(Course course, Optional<String> route, List<Manifest> objects) {
        Mesh mesh = Mesh.of(course, objects);
        return Obstacles.of(mesh)
                .or(() -> Overlaps.refused(mesh, route))
                .or(() -> Division.refused(mesh))
                .or(() -> Besides.refused(mesh))
                .<Survey>map(because -> new Survey.Impossible(Cause.NOT_POSSIBLE, because))
                .orElseGet(() -> new Survey.Possible(
                        addresses(mesh), mirrored(mesh), Warnings.of(mesh), false, Besides.of(mesh)));
    }

    @Override
    public Step prepare(Course course, List<Manifest> objects) {
        return opening(course, objects, Preparation::make);
    }

    @Override
    public Step pin(Course course, List<Manifest> objects) {
        return opening(course, objects, mesh -> Preparation.lacking(mesh)
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> Pinning.make(mesh)));
    }

    @Override
    public Step mirror(Course course, List<Manifest> objects) {
        return opening(course, objects, mesh -> Preparation.lacking(mesh)
                .or(() -> Pinning.lacking(mesh))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> Mirroring.make(mesh)));
    }

    @Override
    public Step unmirror(Course course, List<Manifest> objects) {
        return Mirroring.undo(Mesh.of(course, objects));
    }

    @Override
    public Step unpin(Course course, List<Manifest> objects) {
        return Pinning.undo(Mesh.of(course, objects));
    }

    @Override
    public Step clear(Course course, List<Manifest> objects) {
        return Preparation.undo(Mesh.of(course, objects));
    }

    @Override
    public boolean divides() {
        return true;
    }

    @Override
    public Step shift(Course course, List<Manifest> objects) {
        return Shifting.make(Mesh.of(course, objects));
    }

    @Override
    public Step lead(Course course, int percent, List<Manifest> objects) {
        return Shifting.lead(Mesh.of(course, objects), percent);
    }

    @Override
    public boolean leads(Course course, int percent, List<Manifest> objects) {
        return Shifting.leads(Mesh.of(course, objects), percent);
    }

    @Override
    public Step shiftBack(Course course, List<Manifest> objects) {
        return Shifting.undo(Mesh.of(course, objects));
    }

    @Override
    public Step dropOld(Course course, List<Manifest> objects) {
        return Settling.make(Mesh.of(course, objects));
    }

    @Override
    public long generation(Course course, List<Manifest> objects) {
        return Tombstone.highest(Mesh.of(course, objects).routes());
    }

    /**
     * Whether every entry that leads to the service is copied at the course's percentage: one that somebody took out is enough to
     * say no.
     */
    @Override
    public boolean mirrors(Course course, List<Manifest> objects) {
        Mesh mesh = Mesh.of(course, objects);
        return mirrored(mesh).isPresent()
                && mesh.routes().stream()
                        .allMatch(route -> copied(route, mesh) == copied(Mirroring.mirrored(route, mesh), mesh));
    }

    /** Steps towards a mirror: not for a closed route, and not where something has come into the way. */
    private static Step opening(Course course, List<Manifest> objects, Function<Mesh, Step> step) {
        Mesh mesh = Mesh.of(course, objects);
        return Tombstone.bars(mesh.routes(), course.generation())
                .or(() -> Obstacles.of(mesh))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> step.apply(mesh));
    }

    private static List<Address> addresses(Mesh mesh) {
        List<Address> addresses = new ArrayList<>();
        mesh.edited().forEach(rule -> addresses.add(rule.manifest().address()));
        OwnObjects.missingRule(mesh)
                .ifPresent(rule -> addresses.add(rule.manifest().address()));
        mesh.routes().forEach(route -> addresses.add(route.manifest().address()));
        if (mesh.needsOwn() && mesh.own().isEmpty()) {
            addresses.add(OwnObjects.address(mesh, Kind.VIRTUAL_SERVICE));
        }
        return addresses;
    }

    private static long copied(VirtualService route, Mesh mesh) {
        return route.entries().stream()
                .filter(entry -> Copies.ours(entry, mesh.host()))
                .flatMap(entry -> Copies.of(entry).stream())
                .filter(copy -> copy.percent() == mesh.course().percent())
                .count();
    }

    private static OptionalDouble mirrored(Mesh mesh) {
        return mesh.routes().stream()
                .flatMap(route -> route.entries().stream())
                .filter(entry -> Copies.ours(entry, mesh.host()))
                .flatMap(entry -> Copies.of(entry).stream())
                .mapToDouble(Copies::percent)
                .filter(percent -> percent > 0)
                .max();
    }
}
