package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the objects say about the revisions of one Knative Service: by which routes of the user's its users come, and which is ours.
 *
 * @param mesh all objects that were read
 * @param revisions which revision is which, and which routes name them
 */
record RevisionMesh(Mesh mesh, RevisionRoutes revisions) {
    private static final List<String> GATEWAYS =
            List.of(VirtualService.MESH, "knative-serving/knative-ingress-gateway");

    static RevisionMesh of(Course course, List<Manifest> objects) {
        Mesh mesh = Mesh.of(course, objects);
        return new RevisionMesh(
                mesh, RevisionRoutes.of(mesh).orElseGet(() -> new RevisionRoutes(mesh.services(), "", "")));
    }

    /** Routes by which users reach the Service and that are not Knative's own: copies are made there. */
    List<VirtualService> sources() {
        return users(this::isSource);
    }

    /** All VirtualServices that Knative did not make. */
    List<VirtualService> users() {
        return users(entry -> true);
    }

    /** Routes that know the Service or its revisions, or that a run has closed before. */
    List<VirtualService> concerned() {
        return users().stream()
                .filter(route -> route.manifest().annotation(Marks.BEFORE_SHIFT).isPresent()
                        || isMade(route)
                        || route.entries().stream().anyMatch(this::isConcerned))
                .toList();
    }

    private List<VirtualService> users(Predicate<Entry> some) {
        return mesh.services().stream()
                .filter(route -> !RevisionRoutes.isMade(route))
                .filter(route -> route.entries().stream().anyMatch(some))
                .toList();
    }

    private boolean isConcerned(Entry entry) {
        RevisionEntry revision = revision(entry);
        boolean named = Stream.of(revisions.live(), revisions.dark())
                .anyMatch(name -> !name.isEmpty() && revision.leadsTo(name));
        return named || isSource(entry) || RevisionCopies.ours(entry, revisions.dark());
    }

    /** Its requests are users': they go to the live revision, or to the Service by one of the names that Knative gives it. */
    private boolean isSource(Entry entry) {
        RevisionEntry revision = revision(entry);
        return !revision.tellsCopies() && (revision.leadsTo(revisions.live()) || leadsToService(entry));
    }

    private boolean leadsToService(Entry entry) {
        String authority =
                Fields.text(Fields.map(entry.fields(), "rewrite"), "authority").orElse("");
        String name = mesh.host().service() + "." + mesh.host().namespace();
        boolean renamed = authority.equals(name) || authority.startsWith(name + ".");
        return entry.leadsTo(mesh.host()) || (renamed && !entry.carrying().isEmpty());
    }

    /** Whether a route of ours has to be made, because no other leads users to the Service. */
    boolean needsOwn() {
        return sources().isEmpty();
    }

    /** The route that we made. */
    Optional<VirtualService> made() {
        return mesh.own();
    }

    boolean isMade(VirtualService route) {
        return mesh.isOurs(route.manifest());
    }

    /** A route of the domain to the live revision, as Knative's own routes lead to it; harmless, for it copies nothing. */
    VirtualService own() {
        String domain = mesh.course().domain().orElse("");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("gateways", GATEWAYS);
        spec.put("hosts", List.of(domain));
        spec.put("http", List.of(Map.of("route", List.of(leg()))));
        Address address = OwnObjects.address(mesh, Kind.VIRTUAL_SERVICE);
        return new VirtualService(OwnObjects.object(mesh, address, spec));
    }

    private Map<String, Object> leg() {
        String namespace = mesh.host().namespace();
        Map<String, Object> leg = new LinkedHashMap<>();
        Map<String, Object> destination = new LinkedHashMap<>();
        destination.put("host", new ServiceHost(namespace, revisions.live()).fullName());
        destination.put("port", Map.of("number", RevisionCopies.PORT));
        leg.put("destination", destination);
        Map<String, Object> set = new LinkedHashMap<>();
        set.put("Knative-Serving-Namespace", namespace);
        set.put("Knative-Serving-Revision", revisions.live());
        leg.put("headers", Map.of("request", Map.of("set", set)));
        return leg;
    }

    VirtualService mirrored(VirtualService route) {
        return copies().mirrored(route, this::isSource);
    }

    VirtualService bare(VirtualService route) {
        return copies().bare(route);
    }

    private RevisionCopies copies() {
        return new RevisionCopies(mesh.course(), revisions.dark());
    }

    RevisionShift shift() {
        return new RevisionShift(revisions, mesh.host().namespace());
    }

    /** Why nothing can be mirrored here, and the way out; empty if it can. */
    Optional<String> obstacle() {
        return revisions
                .exposed()
                .or(this::toldCopies)
                .or(this::mirroredAlready)
                .or(this::divided)
                .or(this::unreachable);
    }

    private Optional<String> toldCopies() {
        return revisions.tellsCopies()
                ? Optional.of(
                        ("A route already sends copies, told by the suffix -shadow, to the dark revision %s: adopt that mirror"
                                        + " with mirror: {via: existing}, or remove it.")
                                .formatted(revisions.dark()))
                : Optional.empty();
    }

    private Optional<String> mirroredAlready() {
        return first(
                entry -> Copies.wordsIn(entry).stream().findAny().isPresent()
                        && !RevisionCopies.ours(entry, revisions.dark()),
                "%s has a mirror of its own: adopt it with mirror: {via: existing}, or remove it.");
    }

    private Optional<String> divided() {
        return first(
                entry -> entry.carrying().size() > 1,
                "%s divides its requests between several destinations, so copies would not stand for one revision: route them all to one.");
    }

    private Optional<String> first(Predicate<Entry> trouble, String sentence) {
        return users(entry -> isSource(entry) && trouble.test(entry)).stream()
                .findFirst()
                .map(route -> sentence.formatted(route.words()));
    }

    private Optional<String> unreachable() {
        if (!needsOwn()) {
            return Optional.empty();
        }
        Optional<String> domain = mesh.course().domain();
        if (domain.isEmpty()) {
            return Optional.of(
                    ("No VirtualService of yours leads to %s, and those that Knative makes are made anew whenever it likes: name"
                                    + " the domain that users call in spec.mirror.host, and a route is made for it.")
                            .formatted(mesh.host().service()));
        }
        return mesh.services().stream()
                .filter(route -> route.hosts().contains(domain.get()))
                .findFirst()
                .map(route ->
                        ("%s carries the domain %s, but leads to no revision of %s: lead it there, or name another"
                                        + " domain in spec.mirror.host.")
                                .formatted(
                                        route.words(), domain.get(), mesh.host().service()));
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        warnings.add(
                ("Requests that reach %s by the names that Knative gives it are not copied: if there are any, the share of copies"
                                + " will be found too small.")
                        .formatted(mesh.host().service()));
        if (needsOwn() && made().isEmpty()) {
            warnings.add(
                    ("No route of yours carries %s: one is made for the time of the run. It stays, and is yours, after a promotion;"
                                    + " otherwise it goes, and nothing serves that domain any more, as now.")
                            .formatted(mesh.course().domain().orElse("")));
        }
        return warnings;
    }

    private RevisionEntry revision(Entry entry) {
        return new RevisionEntry(entry, mesh.host().namespace());
    }
}
