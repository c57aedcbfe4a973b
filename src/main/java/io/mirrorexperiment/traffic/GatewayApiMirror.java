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
 * Mirrors with the filter {@code RequestMirror} of the Gateway API's HTTPRoutes, for gateways whose class says that they can
 * ({@code status.supportedFeatures}).
 *
 * <p>A backend is a Service, and there are no subsets. So the dark version gets a Service of ours, and the user's own is narrowed to the live
 * version by its selector: that holds for every caller, whether it comes through a gateway or not. With a limit of methods each rule is
 * cloned in front of itself; the conditions of clones are kept in an annotation, by which they are found again. Stateless, hence safe for
 * use by several threads.
 */
public final class GatewayApiMirror implements TrafficMirror {
    @Override
    public String name() {
        return "gateway-api";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(
                Kind.SERVICE, Kind.HTTP_ROUTE, Kind.GRPC_ROUTE, Kind.GATEWAY, Kind.GATEWAY_CLASS, Kind.REFERENCE_GRANT);
    }

    @Override
    public Survey survey(Course course, Optional<String> route, List<Manifest> objects) {
        GatewayMesh mesh = GatewayMesh.of(course, objects);
        Optional<String> unknown = route.filter(
                        name -> mesh.routes().stream().noneMatch(each -> each.manifest().name().equals(name)))
                .map(name -> "No HTTPRoute '%s' leads to %s.".formatted(name, course.service()));
        return unknown.or(() -> GatewayObstacles.of(mesh))
                .<Survey>map(because -> new Survey.Impossible(Cause.NOT_POSSIBLE, because))
                .orElseGet(() ->
                        new Survey.Possible(addresses(mesh), share(mesh), GatewayWarnings.of(mesh), false));
    }

    private static List<Address> addresses(GatewayMesh mesh) {
        List<Address> addresses = new ArrayList<>();
        addresses.add(mesh.fronts().darkAddress());
        addresses.add(new Address(Kind.SERVICE, mesh.host().namespace(), mesh.host().service()));
        mesh.manifests().forEach(route -> addresses.add(route.address()));
        return addresses;
    }

    private static OptionalDouble share(GatewayMesh mesh) {
        return mesh.routes().stream()
                .flatMap(route -> route.rules().stream())
                .flatMap(rule -> rule.filters().stream()
                        .filter(filter -> HttpRule.isOurs(filter, mesh.fronts(), rule.from())))
                .mapToDouble(filter -> Share.percent(Fields.map(filter, "requestMirror")))
                .max();
    }

    @Override
    public Step prepare(Course course, List<Manifest> objects) {
        return opening(course, objects, mesh -> FrontSteps.prepare(mesh.fronts()));
    }

    @Override
    public Step pin(Course course, List<Manifest> objects) {
        return opening(course, objects, mesh -> FrontSteps.pin(mesh.fronts()));
    }

    @Override
    public Step mirror(Course course, List<Manifest> objects) {
        return opening(course, objects, mesh -> FrontSteps.lacking(mesh.fronts(), true)
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> edited(mesh, route -> route.mirrored(mesh.fronts(), mesh.host()))));
    }

    @Override
    public Step unmirror(Course course, List<Manifest> objects) {
        GatewayMesh mesh = GatewayMesh.of(course, objects);
        return edited(
                mesh,
                route -> new GatewayRoute(
                        Tombstone.raise(route.bare(mesh.fronts()).manifest(), course.generation() + 1)));
    }

    @Override
    public Step unpin(Course course, List<Manifest> objects) {
        return FrontSteps.unpin(Fronts.of(course, objects));
    }

    @Override
    public Step clear(Course course, List<Manifest> objects) {
        GatewayMesh mesh = GatewayMesh.of(course, objects);
        return FrontSteps.clear(
                mesh.fronts(),
                mesh.routes().stream()
                        .filter(route -> route.rules().stream().anyMatch(rule -> rule.isMirrored(mesh.fronts())))
                        .map(GatewayRoute::words)
                        .findFirst());
    }

    @Override
    public Step shift(Course course, List<Manifest> objects) {
        GatewayMesh mesh = GatewayMesh.of(course, objects);
        return Tombstone.barsOf(mesh.manifests(), course.generation() + 1)
                .or(() -> mesh.routes().stream()
                        .filter(route -> route.rules().stream().anyMatch(rule -> rule.isMirrored(mesh.fronts())))
                        .map(route -> route.words() + " still mirrors; the mirror goes first.")
                        .findFirst())
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> FrontSteps.shift(mesh.fronts()));
    }

    @Override
    public Step shiftBack(Course course, List<Manifest> objects) {
        return FrontSteps.shiftBack(Fronts.of(course, objects));
    }

    /** Our Service for the dark version goes with {@link #clear}: the user's own selects that version now. */
    @Override
    public Step dropOld(Course course, List<Manifest> objects) {
        return FrontSteps.dropOld(Fronts.of(course, objects));
    }

    @Override
    public long generation(Course course, List<Manifest> objects) {
        return Tombstone.highestOf(GatewayMesh.of(course, objects).manifests());
    }

    @Override
    public boolean mirrors(Course course, List<Manifest> objects) {
        GatewayMesh mesh = GatewayMesh.of(course, objects);
        return share(mesh).isPresent()
                && mesh.routes().stream()
                        .allMatch(route -> route.equals(route.mirrored(mesh.fronts(), mesh.host())));
    }

    private static Step edited(GatewayMesh mesh, Function<GatewayRoute, GatewayRoute> edit) {
        Edits edits = new Edits();
        mesh.routes().forEach(route -> edits.update(
                route.manifest(), edit.apply(route).manifest()));
        return edits.step();
    }

    /** Steps towards a mirror: not for a closed route, and not where something has come into the way. */
    private static Step opening(Course course, List<Manifest> objects, Function<GatewayMesh, Step> step) {
        GatewayMesh mesh = GatewayMesh.of(course, objects);
        return Tombstone.barsOf(mesh.manifests(), course.generation())
                .or(() -> GatewayObstacles.of(mesh))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> step.apply(mesh));
    }
}
