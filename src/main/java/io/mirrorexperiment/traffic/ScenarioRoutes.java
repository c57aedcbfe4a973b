package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.StandingScenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.util.List;

/**
 * A way to write scenarios into routes. All methods are pure functions of what is asked and of the objects as they were just read
 * (all of {@link #kinds} and {@link #kindsWhereAllowed} in all namespaces that we may read).
 *
 * <p>A scenario is put up by {@link #prepare}, {@link #route} and {@link #tidy}, in this order, with time in between for what was
 * written to arrive at the proxies; the same again with other values changes it. {@link #unroute} and then {@link #clear} take it
 * down, after which the objects are as they would be without it. Every step is idempotent, touches our own fields only, and asks for
 * no change where all is as it shall be.
 */
public interface ScenarioRoutes {
    /** The provider's word. */
    String name();

    /** The kinds of objects to read. */
    List<Kind> kinds();

    /** Kinds of objects to read besides, where we may: without them a scenario can do less, but nothing wrong. */
    default List<Kind> kindsWhereAllowed() {
        return List.of();
    }

    /** Whether the routes can be used as a scenario asks, and what a careful person would like to know. */
    Survey survey(Scenario scenario, List<Manifest> objects);

    /** What the routes will name is there; no traffic moves, but a circuit breaker holds from here on. */
    Step prepare(Scenario scenario, List<Manifest> objects);

    /** Traffic goes where the scenario says. */
    Step route(Scenario scenario, List<Manifest> objects);

    /** What an earlier scenario needed and nothing names any more is gone. */
    Step tidy(Target target, List<Manifest> objects);

    /** Traffic goes as if there had been no scenario; a circuit breaker still holds. */
    Step unroute(Target target, List<Manifest> objects);

    /** After {@link #unroute}: what {@link #prepare} did is undone. */
    Step clear(Target target, List<Manifest> objects);

    /** All scenarios that the objects show. */
    List<StandingScenario> standing(List<Manifest> objects);
}
