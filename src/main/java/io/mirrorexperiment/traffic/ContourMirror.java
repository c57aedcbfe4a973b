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

/**
 * Mirrors with Contour's HTTPProxies: a service of a route with {@code mirror: true}, whose {@code weight} is the percentage.
 *
 * <p>Neither methods nor fractions can be said there; both are refused. The weight is always written, for 0 and none mean all. Versions are
 * told apart as with the Gateway API. Stateless, hence safe for use by several threads.
 */
public final class ContourMirror implements TrafficMirror {
    @Override
    public String name() {
        return "contour";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.SERVICE, Kind.HTTP_PROXY);
    }

    @Override
    public Survey survey(Course course, Optional<String> route, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        Optional<String> unknown = route.filter(name -> proxies(fronts, objects).stream()
                        .noneMatch(proxy -> proxy.manifest().name().equals(name)))
                .map(name -> "No HTTPProxy '%s' leads to %s.".formatted(name, course.service()));
        return unknown.or(() -> ProxyObstacles.of(fronts, objects))
                .<Survey>map(because -> new Survey.Impossible(Cause.NOT_POSSIBLE, because))
                .orElseGet(() -> new Survey.Possible(addresses(fronts, objects), share(fronts, objects), warnings(course), false));
    }

    private static List<Address> addresses(Fronts fronts, List<Manifest> objects) {
        List<Address> addresses = new ArrayList<>();
        addresses.add(fronts.darkAddress());
        addresses.add(new Address(
                Kind.SERVICE, fronts.course().namespace(), fronts.course().service()));
        proxies(fronts, objects).forEach(proxy -> addresses.add(proxy.manifest().address()));
        return addresses;
    }

    private static List<String> warnings(Course course) {
        return List.of(
                "Service %s selects the live version only while the run lasts; requests that do not come through Contour reach that one, and are not mirrored."
                        .formatted(course.service()),
                "Envoy does not copy a request whose body is over its buffer (1 MiB as shipped), and says so nowhere; the authority of copies ends with -shadow.");
    }

    private static List<Proxy> proxies(Fronts fronts, List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.kind().equals(Kind.HTTP_PROXY))
                .map(Proxy::new)
                .filter(proxy -> proxy.concerns(fronts))
                .toList();
    }

    private static List<Manifest> manifests(Fronts fronts, List<Manifest> objects) {
        return proxies(fronts, objects).stream().map(Proxy::manifest).toList();
    }

    private static OptionalDouble share(Fronts fronts, List<Manifest> objects) {
        return proxies(fronts, objects).stream()
                .flatMap(proxy -> proxy.routes().stream())
                .flatMap(route -> Proxy.share(route, fronts).stream())
                .mapToDouble(Double::doubleValue)
                .max();
    }

    @Override
    public Step prepare(Course course, List<Manifest> objects) {
        return opening(course, objects, FrontSteps::prepare);
    }

    @Override
    public Step pin(Course course, List<Manifest> objects) {
        return opening(course, objects, FrontSteps::pin);
    }

    @Override
    public Step mirror(Course course, List<Manifest> objects) {
        return opening(course, objects, fronts -> FrontSteps.lacking(fronts, true)
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> edited(fronts, objects, proxy -> proxy.mirrored(fronts))));
    }

    @Override
    public Step unmirror(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return edited(
                fronts,
                objects,
                proxy -> new Proxy(
                        Tombstone.raise(proxy.bare(fronts).manifest(), course.generation() + 1)));
    }

    @Override
    public Step unpin(Course course, List<Manifest> objects) {
        return FrontSteps.unpin(Fronts.of(course, objects));
    }

    @Override
    public Step clear(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return FrontSteps.clear(fronts, mirroring(fronts, objects));
    }

    private static Optional<String> mirroring(Fronts fronts, List<Manifest> objects) {
        return proxies(fronts, objects).stream()
                .filter(proxy -> proxy.isMirrored(fronts))
                .map(Proxy::words)
                .findFirst();
    }

    @Override
    public Step shift(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return Tombstone.barsOf(manifests(fronts, objects), course.generation() + 1)
                .or(() -> mirroring(fronts, objects).map(words -> words + " still mirrors; the mirror goes first."))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> FrontSteps.shift(fronts));
    }

    @Override
    public Step shiftBack(Course course, List<Manifest> objects) {
        return FrontSteps.shiftBack(Fronts.of(course, objects));
    }

    @Override
    public Step dropOld(Course course, List<Manifest> objects) {
        return FrontSteps.dropOld(Fronts.of(course, objects));
    }

    @Override
    public long generation(Course course, List<Manifest> objects) {
        return Tombstone.highestOf(manifests(Fronts.of(course, objects), objects));
    }

    @Override
    public boolean mirrors(Course course, List<Manifest> objects) {
        Fronts fronts = Fronts.of(course, objects);
        return share(fronts, objects).isPresent()
                && proxies(fronts, objects).stream().allMatch(proxy -> proxy.equals(proxy.mirrored(fronts)));
    }

    private static Step edited(Fronts fronts, List<Manifest> objects, UnaryOperator<Proxy> edit) {
        Edits edits = new Edits();
        proxies(fronts, objects)
                .forEach(proxy -> edits.update(
                        proxy.manifest(), edit.apply(proxy).manifest()));
        return edits.step();
    }

    /** Steps towards a mirror: not for a closed route, and not where something has come into the way. */
    private static Step opening(Course course, List<Manifest> objects, Function<Fronts, Step> step) {
        Fronts fronts = Fronts.of(course, objects);
        return Tombstone.barsOf(manifests(fronts, objects), course.generation())
                .or(() -> ProxyObstacles.of(fronts, objects))
                .<Step>map(Step.Barred::new)
                .orElseGet(() -> step.apply(fronts));
    }
}
