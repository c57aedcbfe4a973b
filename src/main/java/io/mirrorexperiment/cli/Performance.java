package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.RunId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Plays the demo's run with the very commands that a user types. */
record Performance(Host host, ViewFlags view, DemoOptions options, Stage stage, DemoFolder folder) {
    private static final int LOG_LINES = 6;
    private static final String SHORTEST_INTERVAL_MILLIS = "10";

    /** Returns the exit code. */
    int run() {
        if (options.scenario == Scenario.KILLED) {
            return new Killing(this).run();
        }
        RunCommand command = new RunCommand(host);
        new CommandLine(command).parseArgs(runWords().toArray(String[]::new));
        dress(command.view);
        return command.call();
    }

    /** Goes on with a run; returns the exit code. */
    int resume(RunId run) {
        List<String> words = new ArrayList<>(where());
        words.add(run.toString());
        ResumeCommand command = new ResumeCommand(host);
        new CommandLine(command).parseArgs(words.toArray(String[]::new));
        dress(command.driver.view);
        return command.call();
    }

    /** The words behind {@code mirror-experiment run}. */
    List<String> runWords() {
        List<String> words = new ArrayList<>(where());
        words.addAll(List.of(
                "--shortest-interval", SHORTEST_INTERVAL_MILLIS, folder.spec().toString()));
        return words;
    }

    private List<String> where() {
        return List.of(
                "--kubeconfig",
                folder.kubeconfig().toString(),
                "--journal-folder",
                folder.journals().toString());
    }

    private void dress(ViewFlags run) {
        view.lend(run);
        run.aside = new AccessLogs(stage::liveLog, stage::darkLog, LOG_LINES);
    }
}
