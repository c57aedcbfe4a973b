package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.run.Behind.Serving;
import io.mirrorexperiment.run.Proposal;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was seen of a service and what is proposed by it: all that a first spec of it says. {@link FirstSpecText} writes it.
 *
 * @param asked what somebody typed after the command
 * @param namespace of everything
 * @param service the Service that clients call
 * @param live its live version
 * @param dark its dark one
 * @param copies who makes the copies
 * @param metrics where evidence is
 * @param seen what live did
 * @param proposal the limits
 * @param cadence when to look
 * @param gitops who owns what is edited, though a run may edit it; none else
 */
record FirstSpec(
        String asked,
        String namespace,
        String service,
        Serving live,
        Dark dark,
        Copies copies,
        Metrics metrics,
        Seen seen,
        Proposal proposal,
        Cadence cadence,
        boolean gitops) {
    /** Where the dark version comes from. */
    sealed interface Dark {
        /**
         * Live, cloned with another image.
         *
         * @param version what it is called
         * @param image the other image; live's own where nobody has said one
         * @param told whether somebody has
         */
        record Clone(String version, String image, boolean told) implements Dark {}

        /**
         * There already.
         *
         * @param serving which one
         */
        record Present(Serving serving) implements Dark {}

        /** What follows the Service's name in the experiment's. */
        default String suffix(String service) {
            if (this instanceof Clone clone) {
                return clone.version().toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            }
            String name = ((Present) this).serving().deployment();
            return name.startsWith(service + "-") ? name.substring(service.length() + 1) : name;
        }
    }

    /**
     * Who makes the copies.
     *
     * @param theirs whether a mirror is there already, which is only watched
     * @param percent the share of the live requests that is copied; of theirs as far as it is known
     */
    record Copies(boolean theirs, OptionalDouble percent) {}

    /**
     * Where evidence is.
     *
     * @param url the address
     * @param found the Service that it was found by; empty where somebody has said it
     * @param reporter whose telemetry has the requests of live
     */
    record Metrics(String url, String found, String reporter) {}

    /**
     * What live did.
     *
     * @param totals its requests
     * @param window when: so long until now
     * @param sparse whether the usual baseline would show too little of it
     */
    record Seen(Totals totals, Duration window, boolean sparse) {
        double perSecond() {
            return 1000.0 * (double) totals.requests() / (double) window.toMillis();
        }
    }

    /** The experiment's name. */
    String name() {
        String whole = service + "-" + dark.suffix(service);
        return (whole.length() > 63 ? whole.substring(0, 63) : whole).replaceAll("-+$", "");
    }

    FirstSpec with(Copies other) {
        return new FirstSpec(asked, namespace, service, live, dark, other, metrics, seen, proposal, cadence, gitops);
    }

    FirstSpec with(Seen other) {
        return new FirstSpec(asked, namespace, service, live, dark, copies, metrics, other, proposal, cadence, gitops);
    }

    FirstSpec with(Proposal other) {
        return new FirstSpec(asked, namespace, service, live, dark, copies, metrics, seen, other, cadence, gitops);
    }

    FirstSpec with(Cadence other) {
        return new FirstSpec(asked, namespace, service, live, dark, copies, metrics, seen, proposal, other, gitops);
    }

    /** The lines that somebody has to edit: those of the image, where nobody has said it. */
    List<String> edits() {
        return dark instanceof Dark.Clone clone && !clone.told()
                ? List.of("spec.dark.image: the image to try; until then it is live's own")
                : List.of();
    }
}
