package io.mirrorexperiment.cli;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How to go on where a GitOps controller owns an object. */
final class GitopsFlag {
    /** The ways to go on. */
    enum Way {
        /** Edit it all the same. */
        PATCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--gitops",
            paramLabel = "HOW",
            description =
                    "${COMPLETION-CANDIDATES}: edit objects that Argo CD or Flux owns; without it they are refused")
    Optional<Way> way = Optional.empty();

    boolean patch() {
        return way.isPresent();
    }
}
