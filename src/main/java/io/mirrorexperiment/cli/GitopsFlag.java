package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.OnGitops;
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
                    "${COMPLETION-CANDIDATES}: edit objects that Argo CD or Flux owns, under a field manager of our own that is gone"
                            + " at the end; plan says what has to be ignored there. Without it they are refused, unless the"
                            + " spec says gitops: patch")
    Optional<Way> way = Optional.empty();

    /** The experiment as it goes on there, whatever its spec says. */
    Experiment on(Experiment experiment) {
        return patch() ? experiment.with(OnGitops.PATCH) : experiment;
    }

    boolean patch() {
        return way.isPresent();
    }
}
