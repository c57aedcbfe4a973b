package io.mirrorexperiment.cli;

import picocli.CommandLine.Command;

/** Prints manifests of the gate itself. */
@Command(
        name = "install",
        description = "Print manifests of the gate itself, for kubectl apply.",
        subcommands = {InstallControllerCommand.class, InstallReaperCommand.class},
        footer = {
            "",
            "Examples:",
            "  mirror-experiment install controller --image IMAGE | kubectl apply --server-side -f -",
            "  mirror-experiment install reaper --namespace shop --image IMAGE | kubectl apply -f -"
        })
final class InstallCommand {}
