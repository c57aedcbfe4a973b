package io.mirrorexperiment.cli;

import picocli.CommandLine.Command;

/** The command line in Iter8's words. */
@Command(
        name = Iter8Words.NAME,
        subcommands = {
            Iter8LaunchCommand.class,
            Iter8KCommand.class,
            Iter8RunCommand.class,
            Iter8ReportCommand.class,
            Iter8AssertCommand.class,
            Iter8GenCommand.class,
            Iter8HubCommand.class,
            Iter8VersionCommand.class
        },
        description = "The command lines of Iter8 0.10 to 0.13, run by mirror-experiment.",
        footer = {
            "",
            "Examples:",
            "  ${COMMAND-FULL-NAME} k launch -c slo-validation-istio --set reporter=destination \\",
            "    --set cronjobSchedule=\"*/1 * * * *\" \\",
            "    --set providerURL=http://prometheus.istio-system:9090/api/v1/query \\",
            "    --set versionInfo.destination_workload=httpbin-v2 \\",
            "    --set versionInfo.destination_workload_namespace=default \\",
            "    --set SLOs.istio/latency-mean=100",
            "  ${COMMAND-FULL-NAME} k report",
            "  ${COMMAND-FULL-NAME} k assert -c completed,nofailure,slos --timeout 90s",
            "",
            "What no evidence supports is never satisfied; where numbers differ from Iter8's: docs/iter8.md."
        })
class Iter8Line {}
