package io.mirrorexperiment.traffic;

import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the objects say about the service of a scenario.
 *
 * @param mesh routes and rules
 * @param gateways all Gateways that were read
 */
record ScenarioMesh(Mesh mesh, List<Manifest> gateways) {
    static final Kind GATEWAY = new Kind(Kind.VIRTUAL_SERVICE.group(), "Gateway");

    static ScenarioMesh of(Target target, List<Manifest> objects) {
        Course course = new Course(
                target.namespace(), target.service(), Map.of(), Map.of(), 100, Mirror.ALL_METHODS, 0, "scenario");
        return new ScenarioMesh(
                Mesh.of(course, objects),
                objects.stream().filter(object -> object.kind().equals(GATEWAY)).toList());
    }

    ServiceHost host() {
        return mesh.host();
    }

    /** Routes that were there before us, or have come since. */
    List<VirtualService> users() {
        return mesh.services().stream()
                .filter(route -> !isOwn(route.manifest()))
                .filter(route -> route.covers(host()) || route.concerns(host()) || leadsConnections(route))
                .toList();
    }

    private boolean leadsConnections(VirtualService route) {
        return route.opaqueLegs()
                .anyMatch(leg -> host().isMeantBy(leg.host(), route.manifest().namespace()));
    }

    /** The VirtualService that we made. */
    Optional<VirtualService> own() {
        return mesh.services().stream().filter(route -> isOwn(route.manifest())).findFirst();
    }

    /** Whether sidecars would choose among all pods of the service but for a VirtualService of ours. */
    boolean needsOwn() {
        return mesh.services().stream()
                .filter(route -> !isOwn(route.manifest()))
                .noneMatch(route -> route.covers(host()));
    }

    /** All DestinationRules of the service. */
    List<DestinationRule> rules() {
        return mesh.rules().stream().filter(rule -> rule.isFor(host())).toList();
    }

    /** A DestinationRule for the service, where no present one can take our fields. */
    Optional<DestinationRule> missingRule() {
        return OwnObjects.missingRule(mesh).map(rule -> rule.with(object -> renamed(object)));
    }

    Manifest made(Kind kind, Map<String, Object> spec) {
        return OwnObjects.object(mesh, address(kind), new LinkedHashMap<>(spec)).withoutAnnotation(Marks.RUN);
    }

    Address address(Kind kind) {
        return new Address(kind, host().namespace(), ScenarioMarks.nameFor(host().service()));
    }

    boolean isOwn(Manifest object) {
        return hasOurName(object) && ScenarioMarks.made(object);
    }

    boolean hasOurName(Manifest object) {
        return object.namespace().equals(host().namespace())
                && object.name().equals(ScenarioMarks.nameFor(host().service()));
    }

    private Manifest renamed(Manifest object) {
        return object.with(ScenarioMarks.nameFor(host().service()), "metadata", "name")
                .withoutAnnotation(Marks.RUN);
    }
}
