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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Mirrors with routes that lead to Services, for gateways that know no subsets.
 *
 * <p>The dark version gets a Service of ours, and the user's own is narrowed to the live version by its selector: that holds for every
 * caller, whether it comes through a gateway or not. A promotion leads that selector to the dark version. Stateless, hence safe for use by
 * several threads.
 *
 * @param gateway what differs from gateway to gateway
 */
record FrontMirror(FrontRoutes gateway) implements TrafficMirror {
    @Override
    public String name() {
        return gateway.name();
    }

    @Override
    public List<Kind> kinds() {
        return Stream.concat(Stream.of(gateway.kind()), gateway.others().stream())
                .toList();
    }

    @Override
    public List<Kind> abroad() {
        return gateway.abroad();
    }

    @Override
    public List<Address> named(Course course) {
        return List.of(
                new Address(Kind.SERVICE, course.namespace(), course.service()),
                new Address(Kind.SERVICE, course.namespace(), Marks.nameFor(course.service())));
    }

    @Override
    public List<Manifest> leading(Course course, List<Manifest> objects) {
        return gateway.routes(Fronts.of(course, objects), objects);
    }

    @Override
    public Survey survey(Course course, Optional<String> route, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        Optional<String> unknown = route.filter(name -> gateway.routes(fronts, objects).stream()
                        .noneMatch(each -> each.name().equals(name)))
                .map(name -> "No %s '%s' leads to %s.".formatted(gateway.kind().kind(), name, course.service()));
        return unknown.or(() -> gateway.obstacle(fronts, objects))
                .<Survey>map(because -> new Survey.Impossible(Cause.NOT_POSSIBLE, because))
                .orElseGet(() -> new Survey.Possible(
                        addresses(fronts, objects), gateway.share(fronts, objects), warnings(fronts, objects), false));
    }

    private List<Address> addresses(Fronts fronts, List<Manifest> objects) {
        Course course = fronts.course();
        List<Address> addresses = new ArrayList<>();
        addresses.add(fronts.darkAddress());
        gateway.relay(fronts, objects).map(Manifest::address).ifPresent(addresses::add);
        addresses.add(new Address(Kind.SERVICE, course.namespace(), course.service()));
        gateway.routes(fronts, objects).forEach(route -> addresses.add(route.address()));
        return addresses;
    }

    private List<String> warnings(Fronts fronts, List<Manifest> objects) {
        List<String> warnings = new ArrayList<>();
        warnings.add(
                "Service %s selects the live version only while the run lasts; requests that come by no %s reach that one, and are not mirrored."
                        .formatted(fronts.course().service(), gateway.kind().kind()));
        warnings.addAll(gateway.warnings(fronts, objects));
        return warnings;
    }

    @Override
    public Step prepare(Course course, List<Manifest> objects) {
        return opening(course, objects, fronts -> {
            Edits edits = new Edits();
            made(fronts, objects).forEach(made -> own(made.address(), objects)
                    .ifPresentOrElse(
                            there -> edits.update(there, Fronts.renewed(there, made)), () -> edits.create(made)));
            return edits.step();
        });
    }

    /** What routes lead to for the time of the run. */
    private Stream<Manifest> made(Fronts fronts, List<Manifest> objects) {
        return Stream.of(fronts.users().map(fronts::made), gateway.relay(fronts, objects))
                .flatMap(Optional::stream);
    }

    private static Optional<Manifest> own(Address address, List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.address().equals(address) && Marks.ours(object))
                .findFirst();
    }

    @Override
    public Step pin(Course course, List<Manifest> objects) {
        return opening(course, objects, fronts -> missing(fronts, objects)
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> service(fronts, fronts::pinned)));
    }

    /** What routes would lead to and is not there, or is a former run's; empty if all is. */
    private Optional<String> missing(Fronts fronts, List<Manifest> objects) {
        return made(fronts, objects)
                .filter(made -> own(made.address(), objects)
                        .filter(there -> there.equals(Fronts.renewed(there, made)))
                        .isEmpty())
                .map(made -> made.address().words()
                        + " is not there as it must be: not yet, or somebody has changed or deleted it.")
                .findFirst();
    }

    @Override
    public Step mirror(Course course, List<Manifest> objects) {
        return opening(course, objects, fronts -> missing(fronts, objects)
                .or(() -> fronts.users()
                        .filter(users -> !fronts.isPinned(users))
                        .map(users -> "%s does not select the live version only, so requests may reach the dark one."
                                .formatted(users.address().words())))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> routes(fronts, objects, route -> gateway.mirrored(route, fronts))));
    }

    /** The Service is closed, too: a late twin's edit of it would not be outrun by that of a route. */
    @Override
    public Step unmirror(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        Edits edits = new Edits();
        gateway.routes(fronts, objects)
                .forEach(route -> edits.update(route, raised(gateway.bare(route, fronts), course)));
        fronts.users().ifPresent(users -> edits.update(users, raised(users, course)));
        return edits.step();
    }

    private static Manifest raised(Manifest object, Course course) {
        return Tombstone.raise(object, course.generation() + 1);
    }

    @Override
    public Step unpin(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return service(fronts, Fronts::unpinned);
    }

    /** Our Service for the dark version goes even after a promotion: the user's own selects that version then. */
    @Override
    public Step clear(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        List<Manifest> ours = Stream.concat(gateway.others().stream(), Stream.of(Kind.SERVICE))
                .flatMap(kind -> own(new Address(kind, course.namespace(), fronts.darkName()), objects).stream())
                .toList();
        Optional<String> mirroring = mirroring(fronts, objects);
        if (!ours.isEmpty() && mirroring.isPresent()) {
            return new Step.Barred(
                    mirroring.get() + " still sends copies to " + fronts.darkName() + "; unmirror first.");
        }
        Edits edits = new Edits();
        ours.forEach(edits::delete);
        return edits.step();
    }

    private Optional<String> mirroring(Fronts fronts, List<Manifest> objects) {
        return gateway.routes(fronts, objects).stream()
                .filter(route -> gateway.isMirrored(route, fronts))
                .map(route -> route.address().words())
                .findFirst();
    }

    @Override
    public Step shift(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return Tombstone.barsOf(closed(fronts, objects), course.generation() + 1)
                .or(() -> mirroring(fronts, objects).map(words -> words + " still mirrors; the mirror goes first."))
                .or(() -> fronts.users().isPresent()
                        ? Optional.empty()
                        : Optional.of("Service " + course.service() + " is gone."))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> service(fronts, fronts::shifted));
    }

    @Override
    public Step shiftBack(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return fronts.users()
                .filter(users -> fronts.restored(users).isEmpty())
                .<Step>map(users -> new Step.Barred(
                        "%s: its annotation %s cannot be read, so the selector before the shift is unknown."
                                .formatted(users.address().words(), Marks.BEFORE_SHIFT)))
                .orElseGet(() -> service(fronts, users -> fronts.restored(users).orElse(users)));
    }

    @Override
    public Step dropOld(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return service(fronts, fronts::settled);
    }

    @Override
    public long generation(Course course, List<Manifest> objects) {
        return Tombstone.highestOf(closed(Fronts.of(course, objects), objects));
    }

    /** What carries the generation. */
    private List<Manifest> closed(Fronts fronts, List<Manifest> objects) {
        return Stream.concat(gateway.routes(fronts, objects).stream(), fronts.users().stream())
                .toList();
    }

    /** A Service that was widened again leads users to both versions, so that nothing would be a mirror any more. */
    @Override
    public boolean mirrors(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        OptionalDouble share = gateway.share(fronts, objects);
        return share.isPresent()
                && fronts.users().filter(fronts::isPinned).isPresent()
                && Math.abs(share.getAsDouble() - course.percent()) < 1e-9
                && gateway.routes(fronts, objects).stream()
                        .allMatch(route -> route.equals(gateway.mirrored(route, fronts)));
    }

    private Step routes(Fronts fronts, List<Manifest> objects, UnaryOperator<Manifest> edit) {
        Edits edits = new Edits();
        gateway.routes(fronts, objects).forEach(route -> edits.update(route, edit.apply(route)));
        return edits.step();
    }

    private static Step service(Fronts fronts, UnaryOperator<Manifest> edit) {
        Edits edits = new Edits();
        fronts.users().ifPresent(users -> edits.update(users, edit.apply(users)));
        return edits.step();
    }

    /** Steps towards a mirror: not for a closed route, and not where something has come into the way. */
    private Step opening(Course course, List<Manifest> objects, Function<Fronts, Step> step) {
        Fronts fronts = Fronts.of(course, objects);
        return Tombstone.barsOf(closed(fronts, objects), course.generation())
                .or(() -> gateway.obstacle(fronts, objects))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> step.apply(fronts));
    }
}
