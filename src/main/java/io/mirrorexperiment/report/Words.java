package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Journal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Things of an experiment as people call them. */
final class Words {
    private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");

    private Words() {}

    /** The green, red or yellow of a verdict. */
    static Tone tone(Verdict verdict) {
        return switch (verdict) {
            case CONFORMS -> Tone.GOOD;
            case VIOLATES -> Tone.BAD;
            case INCONCLUSIVE, UNDECIDED -> Tone.DOUBT;
        };
    }

    /** The colour of an ending: what was done weighs more than what was found. */
    static Tone tone(Ending ending) {
        return switch (ending.outcome()) {
            case PROMOTED -> Tone.GOOD;
            case STUCK -> Tone.BAD;
            case HELD, ABORTED, NOT_STARTED -> Tone.DOUBT;
            case ROLLED_BACK, OBSERVED -> ending.exitCode() == 0 ? Tone.GOOD : judged(ending);
        };
    }

    private static Tone judged(Ending ending) {
        return ending.verdict() == Verdict.VIOLATES ? Tone.BAD : Tone.DOUBT;
    }

    /** {@code VirtualService default/reviews} out of an address in its short form; other texts as they are. */
    static String address(String address) {
        String[] parts = address.split("/", -1);
        if (parts.length != 3) {
            return address;
        }
        String kind = parts[0].split("\\.", 2)[0];
        return kind + " " + (parts[1].isEmpty() ? "" : parts[1] + "/") + parts[2];
    }

    /** An image with a digest that fits on a line. */
    static String image(String image) {
        return DIGEST.matcher(image).replaceAll("$1…");
    }

    /** As in {@code 40 % of GET, HEAD, OPTIONS}. */
    static String mirror(Journal journal) {
        Mirror mirror = journal.experiment().mirror();
        String methods = mirror.limitsMethods() ? String.join(", ", mirror.methods()) : "all requests";
        Optional<Double> percent = new Facts(journal).percentAsked();
        return percent.map(share -> Numbers.plain(share) + " % of " + methods + divided(journal))
                .orElse("an existing mirror, its share not known");
    }

    private static String divided(Journal journal) {
        return new Facts(journal)
                .plan()
                .filter(plan -> plan.besides().isPresent())
                .map(plan -> " that reach " + Clean.line(plan.liveWords())
                        + journal.experiment()
                                .mirror()
                                .shiftWords()
                                .map(weights -> " (divided by the run: " + weights + ")")
                                .orElse(""))
                .orElse("");
    }

    /** As in {@code version v2 (example/reviews:2.0)}. */
    static String dark(Experiment experiment) {
        DarkSource source = experiment.dark().source();
        if (source instanceof DarkSource.Clone clone) {
            return "version " + clone.version() + " (" + image(clone.image()) + ")";
        }
        if (source instanceof DarkSource.Stamped stamped) {
            return "revision " + stamped.revision() + " (" + image(stamped.image()) + ")";
        }
        if (source instanceof DarkSource.Given given) {
            return "the manifests in " + given.path();
        }
        return ((DarkSource.Present) source).version().words();
    }
}
