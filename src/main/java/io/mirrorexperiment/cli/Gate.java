package io.mirrorexperiment.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line as a whole. */
@Command(
        name = "mirror-experiment",
        versionProvider = VersionText.class,
        description =
                "A dark-launch gate: mirrors live traffic to a dark version, judges it, promotes it or rolls it back.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment demo                  watch the whole job on this machine, no cluster needed",
            "  mirror-experiment init reviews          write a spec by what the cluster shows; touches nothing",
            "  mirror-experiment plan reviews-v2.yaml  see exactly what would change; touches nothing",
            "  mirror-experiment run reviews-v2.yaml   do it",
            "  mirror-experiment scenario --help       shift, fault, limit or mirror the traffic of a service",
            "  mirror-experiment iter8 --help          the command lines of Iter8 0.10 to 0.13",
            "",
            "Exit codes:",
            "  0    promoted; or conforms, where nothing was to be promoted",
            "  1    violates, rolled back",
            "  2    inconclusive, or held for a person to decide: docs/after-exit-2.md",
            "  3    spec or usage invalid; nothing was touched",
            "  4    nothing was changed: cluster or metrics unreachable, target claimed, …",
            "  5    clean-up failed; a person must act",
            "  130  aborted and cleaned up"
        })
final class Gate {
    /** All commands, in the order of the help. */
    static final List<Class<?>> COMMANDS = List.of(
            InitCommand.class,
            ExplainCommand.class,
            PlanCommand.class,
            CheckCommand.class,
            RunCommand.class,
            StatusCommand.class,
            AbortCommand.class,
            MirrorCommand.class,
            UnmirrorCommand.class,
            PromoteCommand.class,
            RollbackCommand.class,
            ExtendCommand.class,
            ResumeCommand.class,
            RestoreCommand.class,
            ReapCommand.class,
            ControllerCommand.class,
            ScenarioCommand.class,
            InstallCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            GraphCommand.class,
            CompareCommand.class,
            ListCommand.class,
            DescribeCommand.class,
            ConvertCommand.class,
            DemoCommand.class,
            CompletionCommand.class,
            DecideCommand.class,
            Iter8Line.class,
            Iter8LaunchCommand.class,
            Iter8KCommand.class,
            Iter8AssertCommand.class,
            Iter8GenCommand.class,
            Iter8HubCommand.class,
            Iter8VersionCommand.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this help")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "print the version")
    boolean version;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "log each step, and show stack traces of bugs")
    boolean debug;
}
