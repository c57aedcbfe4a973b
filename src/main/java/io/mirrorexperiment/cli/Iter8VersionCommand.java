package io.mirrorexperiment.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the version. */
@Command(
        name = "version",
        description = "Iter8's version: print which program this is.",
        footer = {"", "Examples:", "  ${ROOT-COMMAND-NAME} version"})
final class Iter8VersionCommand implements Callable<Integer> {
    @Option(names = "--short", description = "the version's number only")
    boolean brief;

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    private final Host host;

    Iter8VersionCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        String words = VersionText.words();
        host.out()
                .println(
                        brief
                                ? words.substring(words.indexOf(' ') + 1)
                                : words + ", with the words of Iter8's command line 0.10 to 0.13");
        return 0;
    }
}
