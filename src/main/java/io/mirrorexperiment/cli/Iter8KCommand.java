package io.mirrorexperiment.cli;

import picocli.CommandLine.Command;

/** Experiments of Iter8's command line in a cluster. */
@Command(
        name = "k",
        subcommands = {
            Iter8KLaunchCommand.class,
            Iter8KRunCommand.class,
            Iter8KReportCommand.class,
            Iter8KAssertCommand.class,
            Iter8KDeleteCommand.class,
            Iter8KLogCommand.class
        },
        description = "Iter8's k: experiments in a cluster.",
        footer = {
            "",
            "Examples:",
            "  ${ROOT-COMMAND-NAME} k launch --help",
            "  ${ROOT-COMMAND-NAME} k report",
            "  ${ROOT-COMMAND-NAME} k assert -c completed,nofailure,slos --timeout 90s",
            "  ${ROOT-COMMAND-NAME} k log",
            "  ${ROOT-COMMAND-NAME} k delete"
        })
final class Iter8KCommand {}
