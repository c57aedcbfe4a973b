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
        /** Do not begin. */
        REFUSE(Optional.empty()),
        /** Edit it all the same. */
        PATCH(Optional.of(OnGitops.PATCH)),
        /** Print what somebody has to commit. */
        PRINT(Optional.of(OnGitops.PRINT));

        private final Optional<OnGitops> meaning;

        Way(Optional<OnGitops> meaning) {
            this.meaning = meaning;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--gitops",
            paramLabel = "HOW",
            description =
                    "${COMPLETION-CANDIDATES}: what to do about objects that Argo CD or Flux owns. patch: edit them, under a field"
                            + " manager of our own that is gone at the end; plan says what has to be ignored there. print: write no"
                            + " route and no workload of yours, print what has to be committed and wait for it. refuse: do not"
                            + " begin, as without it, unless the spec says gitops: patch or print")
    Optional<Way> way = Optional.empty();

    /**
     * The experiment as it goes on there, whatever its spec says.
     *
     * @throws Refusal if it cannot go on so
     */
    Experiment on(Experiment experiment) {
        way.flatMap(how -> how.meaning)
                .flatMap(how -> how.refusal(experiment.mirror(), experiment.promotion(), experiment.knative()))
                .ifPresent(because -> {
                    throw Refusal.usage("--gitops " + because);
                });
        return way.map(how -> experiment.onGitops(how.meaning)).orElse(experiment);
    }

    boolean patch() {
        return way.filter(Way.PATCH::equals).isPresent();
    }

    /** What only a run does that was begun so. */
    void refusePrint(String instead) {
        if (way.filter(Way.PRINT::equals).isPresent()) {
            throw Refusal.usage("--gitops print " + instead);
        }
    }
}
