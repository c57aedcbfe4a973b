package io.mirrorexperiment.traffic;

import io.mirrorexperiment.traffic.scenario.Routing;
import io.mirrorexperiment.traffic.scenario.Rule;
import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** What a careful person would like to know before a scenario is put up. */
final class ScenarioWarnings {
    private ScenarioWarnings() {}

    static List<String> of(ScenarioMesh mesh, Scenario scenario) {
        List<String> warnings = new ArrayList<>();
        scenario.breaker()
                .ifPresent(
                        breaker -> warnings.add(
                                "Each caller's proxy counts for itself: with several callers the service gets the sum of what each may ask."));
        if (scenario.routing() instanceof Routing.Requests requests) {
            if (requests.rules().stream().anyMatch(ScenarioWarnings::waitsInVain)) {
                warnings.add(
                        "A proxy begins to count a timeout when the request leaves, so the delay of the same rule is not in it:"
                                + " to see a timeout act, put the delay on the service behind.");
            }
            if (requests.rules().stream().anyMatch(Rule::takesAll)
                    && !mesh.users().isEmpty()) {
                warnings.add(
                        "The last rule takes all requests, so while the scenario stands your own entries beneath are not reached.");
            }
        }
        return warnings;
    }

    private static boolean waitsInVain(Rule rule) {
        return rule.timeout().isPresent()
                && rule.fault().flatMap(fault -> fault.delay()).isPresent();
    }
}
