package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Routes of TCP connections. They have no names, so ours are known again by what they say, which an annotation keeps. */
final class ScenarioConnections {
    private static final String TCP = "tcp";
    private static final String ROUTE = "route";

    private ScenarioConnections() {}

    /** A route without ours. */
    static VirtualService bare(VirtualService route, ServiceHost host) {
        List<Map<String, Object>> ours = ours(route, host).orElse(List.of());
        List<Map<String, Object>> rest = route.manifest().maps("spec", TCP).stream()
                .filter(tcp -> ours.stream().noneMatch(our -> Note.same(our, tcp)))
                .toList();
        return with(route, rest).with(object -> object.withoutAnnotation(ScenarioMarks.connections(host)));
    }

    /** Why ours cannot be taken out of a route; empty if they can, or there are none. */
    static Optional<String> changed(VirtualService route, ServiceHost host) {
        if (route.manifest().annotation(ScenarioMarks.connections(host)).isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, Object>> there = route.manifest().maps("spec", TCP);
        boolean same = ours(route, host)
                .filter(ours -> ours.stream().allMatch(our -> there.stream().anyMatch(tcp -> Note.same(our, tcp))))
                .isPresent();
        return same
                ? Optional.empty()
                : Optional.of(
                        ("%s: its tcp routes are no longer those of the scenario, so somebody has changed them since."
                                        + " To keep what is there now, remove its annotation %s.")
                                .formatted(route.words(), ScenarioMarks.connections(host)));
    }

    static VirtualService in(VirtualService bare, ServiceHost host, ScenarioSubsets subsets, List<Share> shares) {
        List<Map<String, Object>> ours = new ArrayList<>();
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> tcp : bare.manifest().maps("spec", TCP)) {
            leg(tcp, host, bare).ifPresent(leg -> ours.add(divided(tcp, leg, subsets, shares)));
            leg(tcp, host, bare).ifPresent(leg -> all.add(ours.get(ours.size() - 1)));
            all.add(tcp);
        }
        if (ours.isEmpty() && bare.covers(host)) {
            Leg leg = new Leg(Map.of("destination", Map.of("host", host.fullName())));
            ours.add(divided(Map.of(), leg, subsets, shares));
            all.addAll(0, ours);
        }
        return ours.isEmpty()
                ? bare
                : with(bare, all)
                        .with(object -> object.withAnnotation(ScenarioMarks.connections(host), Note.write(ours)));
    }

    private static Map<String, Object> divided(
            Map<String, Object> tcp, Leg leg, ScenarioSubsets subsets, List<Share> shares) {
        Map<String, Object> fields = new LinkedHashMap<>(tcp);
        fields.put(
                ROUTE,
                shares.stream()
                        .map(share -> leg.withSubset(subsets.name(share.version()))
                                .weighing(share.weight())
                                .fields())
                        .toList());
        return fields;
    }

    private static Optional<Leg> leg(Map<String, Object> tcp, ServiceHost host, VirtualService route) {
        return Fields.maps(tcp, ROUTE).stream()
                .map(Leg::new)
                .filter(leg -> host.isMeantBy(leg.host(), route.manifest().namespace()))
                .findFirst();
    }

    private static VirtualService with(VirtualService route, List<Map<String, Object>> tcp) {
        if (tcp.equals(route.manifest().maps("spec", TCP))) {
            return route;
        }
        return route.with(object -> tcp.isEmpty() ? object.without("spec", TCP) : object.with(tcp, "spec", TCP));
    }

    private static Optional<List<Map<String, Object>>> ours(VirtualService route, ServiceHost host) {
        return route.manifest().annotation(ScenarioMarks.connections(host)).flatMap(Note::maps);
    }
}
