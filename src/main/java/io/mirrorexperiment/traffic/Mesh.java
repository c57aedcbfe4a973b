package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the objects say about one service: which routes lead to it and which rules hold for it.
 *
 * @param course what is asked for
 * @param host the service
 * @param services all VirtualServices that were read, by namespace and name
 * @param rules all DestinationRules that were read, by namespace and name
 * @param service the Service itself, if it was handed in
 */
record Mesh(
        Course course,
        ServiceHost host,
        List<VirtualService> services,
        List<DestinationRule> rules,
        Optional<Manifest> service) {
    private static final Comparator<Manifest> BY_NAME =
            Comparator.comparing(Manifest::namespace).thenComparing(Manifest::name);

    static Mesh of(Course course, List<Manifest> objects) {
        return new Mesh(
                course,
                ServiceHost.of(course),
                of(Kind.VIRTUAL_SERVICE, objects).map(VirtualService::new).toList(),
                of(Kind.DESTINATION_RULE, objects).map(DestinationRule::new).toList(),
                of(Kind.SERVICE, objects)
                        .filter(object -> object.address()
                                .equals(new Address(Kind.SERVICE, course.namespace(), course.service())))
                        .findFirst());
    }

    /** VirtualServices that have to do with the service: those that are edited. */
    List<VirtualService> routes() {
        return services.stream().filter(route -> route.concerns(host)).toList();
    }

    /** The VirtualService that we made for want of one. */
    Optional<VirtualService> own() {
        return services.stream().filter(route -> isOurs(route.manifest())).findFirst();
    }

    /** Whether sidecars would choose among all pods of the service but for a VirtualService of ours. */
    boolean needsOwn() {
        return services.stream().filter(route -> !isOurs(route.manifest())).noneMatch(route -> route.covers(host));
    }

    /** The DestinationRules of the service, those of one namespace side by side: Istio merges them. */
    List<List<DestinationRule>> rulesByNamespace() {
        TreeMap<String, List<DestinationRule>> groups = new TreeMap<>();
        rules.stream()
                .filter(rule -> rule.isFor(host))
                .forEach(rule -> groups.merge(
                        rule.namespace(), List.of(rule), (some, more) -> Stream.concat(some.stream(), more.stream())
                                .toList()));
        return List.copyOf(groups.values());
    }

    /** The DestinationRules that get our subsets: the first of each namespace. */
    List<DestinationRule> edited() {
        return rulesByNamespace().stream().map(group -> group.get(0)).toList();
    }

    /** All definitions of a subset that may hold for the service. */
    List<Subset> definitions(String name) {
        return rules.stream()
                .filter(rule -> rule.isFor(host) || rule.isOver(host))
                .flatMap(rule -> rule.subset(name).stream())
                .toList();
    }

    /** Whether a route of HTTP requests or copies names a subset of the service. */
    boolean names(String subset) {
        return services.stream().anyMatch(route -> route.subsetsOf(host).anyMatch(subset::equals));
    }

    /** The same with other VirtualServices. */
    Mesh with(List<VirtualService> others) {
        return new Mesh(course, host, others, rules, service);
    }

    /** Whether an object has the name that we would give and carries our mark. */
    boolean isOurs(Manifest object) {
        return hasOurName(object) && Marks.ours(object);
    }

    /** Whether an object has the name that we would give. */
    boolean hasOurName(Manifest object) {
        return object.namespace().equals(host.namespace()) && object.name().equals(Marks.nameFor(host.service()));
    }

    /** The newest version of Istio's API that the objects show; v1 if they show none. */
    String apiVersion() {
        List<String> shown = Stream.concat(
                        services.stream().map(VirtualService::manifest),
                        rules.stream().map(DestinationRule::manifest))
                .map(object -> object.text("apiVersion").orElse(""))
                .toList();
        return Stream.of("v1", "v1beta1", "v1alpha3")
                .map(version -> Kind.VIRTUAL_SERVICE.group() + "/" + version)
                .filter(shown::contains)
                .findFirst()
                .orElse(Kind.VIRTUAL_SERVICE.group() + "/v1");
    }

    private static Stream<Manifest> of(Kind kind, List<Manifest> objects) {
        return objects.stream().filter(object -> object.kind().equals(kind)).sorted(BY_NAME);
    }
}
