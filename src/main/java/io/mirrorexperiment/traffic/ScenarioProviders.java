package io.mirrorexperiment.traffic;

import java.util.List;
import java.util.Optional;

/** The ways to write scenarios, in the order in which they are preferred where a cluster has several. */
public final class ScenarioProviders {
    private static final List<ScenarioRoutes> ALL = List.of(new IstioScenario(), new GatewayScenario());

    private ScenarioProviders() {}

    /** All of them. */
    public static List<ScenarioRoutes> all() {
        return ALL;
    }

    /** The one of a name. */
    public static Optional<ScenarioRoutes> of(String name) {
        return ALL.stream().filter(routes -> routes.name().equals(name)).findFirst();
    }
}
