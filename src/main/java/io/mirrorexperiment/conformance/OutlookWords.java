package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.stats.SampleSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a run can find out, in sentences. */
record OutlookWords(Outlook outlook) {
    List<String> forecast() {
        List<String> words = new ArrayList<>();
        words.add(outlook.isSeen() ? traffic() : silence());
        NeedWords needs = new NeedWords(outlook);
        outlook.needs()
                .forEach(need -> words.add(need.objective().words() + ": "
                        + (outlook.isSequential() ? needs.decision(need) : needs.amount(need))));
        if (outlook.isSequential()) {
            words.addAll(limits());
        }
        return words;
    }

    private String silence() {
        return "live had no request in the last "
                + Words.duration(outlook.experiment().baseline())
                + ", as far as the metrics system remembers: without traffic the run ends inconclusive";
    }

    private String traffic() {
        return "live has " + Words.rate(outlook.livePerSecond()) + " requests per second" + copies() + ": "
                + abouts() + Words.count(Math.round(outlook.expected()), "request")
                + " are judged in "
                + Words.duration(outlook.experiment().cadence().counted()) + " after warm-up";
    }

    /** Where nobody knows how many of the requests are copied, the number is a ceiling. */
    String abouts() {
        return outlook.percent().isEmpty() || limitsMethods() ? "at most " : "about ";
    }

    private boolean limitsMethods() {
        Experiment experiment = outlook.experiment();
        return experiment.mirror().limitsMethods() && !experiment.adopted();
    }

    /** Also part of the reason why a run is refused. */
    String copies() {
        if (outlook.percent().isEmpty()) {
            return "; how many of them your mirror copies is not known, at most all";
        }
        String share = "; " + Words.plain(100 * outlook.copied()) + " % of ";
        return limitsMethods()
                ? share + "those with "
                        + String.join(", ", outlook.experiment().mirror().methods()) + " are copied"
                : share + "them are copied" + (outlook.experiment().adopted() ? " by your mirror" : "")
                        + (outlook.copied() < 1 ? ", " + Words.rate(outlook.perSecond()) + " per second" : "");
    }

    private List<String> limits() {
        List<String> words = new ArrayList<>();
        Duration soak = outlook.experiment().decision().soak();
        if (!soak.isZero()) {
            words.add("nothing is promoted in the first " + Words.duration(soak)
                    + " after warm-up (soak), however soon the evidence suffices");
        }
        words.add("19 of 20 runs are decided within " + Words.plain(SampleSize.LATE_PROMOTION)
                + " times these numbers; a version at 0.8 to 1.25 times a limit will usually end inconclusive");
        return words;
    }
}
