package io.mirrorexperiment.cli;

import picocli.CommandLine.Option;

/** How much Iter8 would say of what it does. */
final class Iter8Logging {
    /** Iter8's words. */
    enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARNING,
        WARN,
        ERROR,
        FATAL,
        PANIC
    }

    @Option(
            names = {"-l", "--loglevel"},
            paramLabel = "LEVEL",
            description = "Iter8's levels, trace to panic; without effect: see --debug")
    Level level = Level.INFO;
}
