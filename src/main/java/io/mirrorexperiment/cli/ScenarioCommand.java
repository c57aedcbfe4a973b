package io.mirrorexperiment.cli;

import picocli.CommandLine.Command;

/** Does more to a route than mirroring it for a run. */
@Command(
        name = "scenario",
        description = "Route, shift, fault, limit or mirror the traffic of a service, and take it back.",
        subcommands = {
            RequestRoutingCommand.class,
            FaultInjectionCommand.class,
            TrafficShiftingCommand.class,
            TcpTrafficShiftingCommand.class,
            RequestTimeoutsCommand.class,
            CircuitBreakingCommand.class,
            MirroringCommand.class,
            ScenarioApplyCommand.class,
            ScenarioDeleteCommand.class,
            ScenarioListCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  mirror-experiment scenario traffic-shifting travels -n travel-agency --to v1=80,v2=10,v3=10",
            "  mirror-experiment scenario fault-injection hotels -n travel-agency --delay 5s --dry-run",
            "  mirror-experiment scenario delete travels -n travel-agency",
            "",
            "The same scenario again with other values changes it; another one replaces its routing. A circuit",
            "breaker stands beside any of them. delete brings back what was there."
        })
final class ScenarioCommand {}
