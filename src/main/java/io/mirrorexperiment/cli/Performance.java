package io.mirrorexperiment.cli;

import java.util.List;
import picocli.CommandLine;

/** Plays the demo's run with the very commands that a user types. */
record Performance(Host host, ViewFlags view, DemoOptions options, Stage stage, DemoFolder folder) {
    private static final int LOG_LINES = 6;
    private static final String SHORTEST_INTERVAL_MILLIS = "10";

    /** Returns the exit code. */
    int run() {
        return conduct(new RunCommand(host), runWords());
    }

    /** The words behind {@code mirror-experiment run}. */
    List<String> runWords() {
        return List.of(
                folder.spec().toString(),
                "--kubeconfig",
                folder.kubeconfig().toString(),
                "--journal-folder",
                folder.journals().toString(),
                "--shortest-interval",
                SHORTEST_INTERVAL_MILLIS);
    }

    private int conduct(RunCommand command, List<String> words) {
        new CommandLine(command).parseArgs(words.toArray(String[]::new));
        command.view.plain = view.plain;
        command.view.noColor = view.noColor;
        command.view.json = view.json;
        command.view.aside = logs();
        command.view.epilogue = view.epilogue;
        return command.call();
    }

    ScreenView.Aside logs() {
        return new AccessLogs(stage::liveLog, stage::darkLog, LOG_LINES);
    }
}
