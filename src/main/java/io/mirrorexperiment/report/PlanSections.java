package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Plan;
import java.util.List;

/** What was known before anything was changed. */
final class PlanSections {
    private PlanSections() {}

    static Section forecast(Facts facts) {
        return Section.list(
                "What the traffic can decide",
                Tone.PLAIN,
                facts.plan().flatMap(Plan::forecast).map(Forecast::words).orElse(List.of()));
    }

    static Section warnings(Facts facts) {
        return Section.list(
                "Warnings of the plan",
                Tone.DOUBT,
                facts.plan().map(Plan::warnings).orElse(List.of()));
    }

    static Section defaults(List<String> defaults) {
        return Section.list("Defaults and remarks", Tone.PLAIN, defaults);
    }
}
