package io.mirrorexperiment.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line as a whole where the program is called {@code iter8}. */
@Command(name = Iter8Words.NAME, versionProvider = VersionText.class)
final class Iter8Root extends Iter8Line {
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
