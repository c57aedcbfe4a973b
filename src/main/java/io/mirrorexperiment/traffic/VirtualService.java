package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An Istio VirtualService.
 *
 * @param manifest as it was read
 */
record VirtualService(Manifest manifest) {
    /** The gateway that stands for all sidecars. */
    static final String MESH = "mesh";

    String words() {
        return manifest.address().words();
    }

    List<Entry> entries() {
        return manifest.maps("spec", "http").stream()
                .map(fields -> new Entry(fields, manifest.namespace()))
                .toList();
    }

    /** As written; none for a delegate. */
    List<String> hosts() {
        return Fields.texts(manifest.map("spec"), "hosts");
    }

    /** Where it takes effect, with namespaces; the mesh's own sidecars if none is named. */
    Set<String> gateways() {
        List<String> named = Fields.texts(manifest.map("spec"), "gateways");
        Set<String> gateways = new HashSet<>();
        (named.isEmpty() ? List.of(MESH) : named)
                .forEach(name -> gateways.add(
                        name.equals(MESH) || name.contains("/") ? name : manifest.namespace() + "/" + name));
        return gateways;
    }

    /** Whether sidecars send requests for the service by it. */
    boolean covers(ServiceHost host) {
        return gateways().contains(MESH)
                && hosts().stream().anyMatch(name -> host.isNamedBy(name, manifest.namespace()) || host.isUnder(name));
    }

    /** Whether it names the service as a destination of HTTP requests, or as the target of a mirror. */
    boolean concerns(ServiceHost host) {
        return entries().stream()
                .anyMatch(entry -> entry.mentions(host)
                        || Copies.of(entry).stream().anyMatch(copy -> copy.goesTo(host, manifest.namespace())));
    }

    /** Destinations of its routes of opaque connections, {@code tcp} and {@code tls}. */
    Stream<Leg> opaqueLegs() {
        return Stream.of("tcp", "tls")
                .flatMap(kind -> manifest.maps("spec", kind).stream())
                .flatMap(route -> Fields.maps(route, "route").stream())
                .map(Leg::new);
    }

    /** The subsets of a service that it names anywhere, as a destination or as the target of a mirror. */
    Stream<String> subsetsOf(ServiceHost host) {
        Stream<Leg> legs = Stream.concat(entries().stream().flatMap(entry -> entry.legs().stream()), opaqueLegs());
        Stream<Copies> copies = entries().stream().flatMap(entry -> Copies.of(entry).stream());
        return Stream.concat(
                legs.filter(leg -> host.isMeantBy(leg.host(), manifest.namespace()))
                        .flatMap(leg -> leg.subset().stream()),
                copies.filter(copy -> copy.goesTo(host, manifest.namespace())).flatMap(copy -> copy.subset().stream()));
    }

    /** Entries by which it hands requests to a delegate. */
    Stream<Entry> handingTo(VirtualService delegate) {
        return entries().stream().filter(entry -> {
            Map<String, Object> named = Fields.map(entry.fields(), "delegate");
            return delegate.manifest.name().equals(Fields.text(named, "name").orElse(""))
                    && delegate.manifest
                            .namespace()
                            .equals(Fields.text(named, "namespace").orElse(manifest.namespace()));
        });
    }

    /** Namespaces in which it is seen, as written; none and an asterisk mean all. */
    List<String> exportTo() {
        return Fields.texts(manifest.map("spec"), "exportTo");
    }

    VirtualService each(UnaryOperator<Entry> edit) {
        return flat(entry -> Stream.of(edit.apply(entry)));
    }

    VirtualService flat(Function<Entry, Stream<Entry>> edit) {
        return withEntries(entries().stream().flatMap(edit).toList());
    }

    VirtualService withEntries(List<Entry> entries) {
        return entries.equals(entries())
                ? this
                : new VirtualService(
                        manifest.with(entries.stream().map(Entry::fields).toList(), "spec", "http"));
    }

    VirtualService with(UnaryOperator<Manifest> edit) {
        return new VirtualService(edit.apply(manifest));
    }
}
