package io.mirrorexperiment.experiment;

import java.util.Locale;
import java.util.Optional;

/** How a run goes on where a GitOps controller owns what it would edit. A run that does not say so is refused there. */
public enum OnGitops {
    /** It edits all the same, under a field manager of its own that is gone at the end. */
    PATCH,
    /** It writes no route and no workload of the user's: it prints what has to be committed, and waits until the cluster shows it. */
    PRINT;

    /** The word in a spec. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Why a run cannot go on so, in a sentence with the way out; empty if it can.
     *
     * @param revision whether its versions are revisions of a Knative Service
     */
    public Optional<String> refusal(Mirror mirror, Promotion promotion, boolean revision) {
        return switch (this) {
            case PATCH -> Optional.empty();
            case PRINT -> unprintable(mirror, promotion, revision);
        };
    }

    private static Optional<String> unprintable(Mirror mirror, Promotion promotion, boolean revision) {
        if (revision) {
            return Optional.of("print is for Deployments; what a revision of Knative's needs is not printed");
        }
        if (mirror.via() == Mirror.Via.EXISTING) {
            return Optional.of("print has no meaning with via: existing, where you have committed the mirror already");
        }
        boolean waits =
                promotion.mode() == Promotion.Mode.MANUAL || promotion.steps().isPresent();
        return waits
                ? Optional.of(
                        "print leaves the promotion to your commit, so nobody is waited for and no steps are taken;"
                                + " write promotion: auto to have it printed, or none")
                : Optional.empty();
    }
}
