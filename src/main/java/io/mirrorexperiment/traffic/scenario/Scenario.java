package io.mirrorexperiment.traffic.scenario;

import java.util.Optional;

/**
 * What shall be done to the route of one service. The routing replaces that of an earlier scenario on the same service, the circuit
 * breaker replaces an earlier circuit breaker; what a scenario does not speak of stays as an earlier one left it.
 *
 * @param name what it is called when it is listed
 * @param target the service
 * @param routing where requests or connections go
 * @param breaker limits that go with it
 * @param exposure names from outside the mesh that shall lead to the service, too
 */
public record Scenario(
        ScenarioName name,
        Target target,
        Routing routing,
        Optional<CircuitBreaker> breaker,
        Optional<Exposure> exposure) {
    /** Checks. */
    public Scenario {
        if (routing instanceof Routing.Untouched && breaker.isEmpty()) {
            throw new IllegalArgumentException("a scenario needs rules, weights or a circuit breaker");
        }
        if (!(routing instanceof Routing.Requests) && exposure.isPresent()) {
            throw new IllegalArgumentException("only a scenario with rules for requests can have hosts");
        }
    }

    /** One without circuit breaker and hosts. */
    public Scenario(ScenarioName name, Target target, Routing routing) {
        this(name, target, routing, Optional.empty(), Optional.empty());
    }

    /** One that is called after what it does. */
    public static Scenario of(
            Target target, Routing routing, Optional<CircuitBreaker> breaker, Optional<Exposure> exposure) {
        return new Scenario(ScenarioName.of(routing), target, routing, breaker, exposure);
    }

    /** The same with a circuit breaker. */
    public Scenario with(CircuitBreaker limits) {
        return new Scenario(name, target, routing, Optional.of(limits), exposure);
    }

    /** The same with names from outside. */
    public Scenario with(Exposure names) {
        return new Scenario(name, target, routing, breaker, Optional.of(names));
    }
}
