package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.MirrorProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that a run had to show, as the result of a test.
 *
 * @param type of what went wrong, a word; empty where it passed
 * @param message what went wrong, on one line; empty where it passed
 * @param text all that is known of it, line by line
 */
record JUnitCase(String name, State state, String type, String message, String text) {
    private static final String VERDICT = "the dark version is judged fit to be live";

    /** How a test can end. */
    enum State {
        PASS,
        /** Evidence against the dark version. */
        FAILURE,
        /** Trouble that is not the dark version's. */
        ERROR,
        /** Not enough evidence; how that is written is the user's choice. */
        INCONCLUSIVE
    }

    /** The objectives, in the order of the spec, then what has to hold of the run as a whole. */
    static List<JUnitCase> of(Facts facts) {
        List<JUnitCase> cases = new ArrayList<>();
        facts.objectives()
                .forEach(each -> cases.add(objective(facts, each, fresh(cases, each.name() + " " + each.limit()))));
        cases.add(RunCases.verdict(VERDICT, facts));
        cases.add(RunCases.mirror(facts));
        cases.add(RunCases.live(facts));
        cases.add(RunCases.cleanUp(facts));
        return cases;
    }

    static long count(List<JUnitCase> cases, State state) {
        return cases.stream().filter(each -> each.state() == state).count();
    }

    static JUnitCase passed(String name, String text) {
        return new JUnitCase(name, State.PASS, "", "", text);
    }

    /** Evidence against the dark version. */
    static JUnitCase failed(String name, String type, String message, String text) {
        return new JUnitCase(name, State.FAILURE, type, message, text);
    }

    /** Not enough evidence. */
    static JUnitCase undecided(String name, String type, String message, String text) {
        return new JUnitCase(name, State.INCONCLUSIVE, type, message, text);
    }

    /** Trouble that is not the dark version's, or a run that goes on. */
    static JUnitCase missed(String name, String type, String message, String text) {
        return new JUnitCase(name, State.ERROR, type, message, text);
    }

    boolean isVerdict() {
        return name.equals(VERDICT);
    }

    /** Readers leave out a test that has the name of another. */
    private static String fresh(List<JUnitCase> cases, String name) {
        long same = cases.stream()
                .filter(each -> each.name().equals(name) || each.name().startsWith(name + " ("))
                .count();
        return same == 0 ? name : name + " (" + (same + 1) + ")";
    }

    private static JUnitCase objective(Facts facts, Standing each, String name) {
        String text = text(facts, each);
        if (facts.ending().isEmpty()) {
            return missed(name, "unfinished", "the run has not ended: " + sofar(each), text);
        }
        return each.standing()
                .map(standing -> switch (standing) {
                    case BREACHED -> failed(name, "breached", each.fullName() + " is " + sofar(each), text);
                    case UNDECIDED -> undecided(name, "undecided", "undecided: " + each.words(), text);
                    case MET -> met(facts, each, name, text);
                })
                .orElseGet(() -> undecided(name, "not-looked-at", "it was not looked at", text));
    }

    /** What is measured of requests that are no copies says nothing. */
    private static JUnitCase met(Facts facts, Standing each, String name, String text) {
        Optional<MirrorProof> proof = facts.proof();
        return proof.filter(found -> RunCases.holds(found.standing())).isPresent()
                ? passed(name, text)
                : missed(name, "mirror", sofar(each) + ", but the mirror is not proven", text);
    }

    private static String sofar(Standing each) {
        return each.measured() + ", must be " + each.limit();
    }

    private static String text(Facts facts, Standing each) {
        List<String> lines = new ArrayList<>(List.of(
                "measured  " + each.measured(),
                "limit     " + each.limit(),
                "bounds    " + each.bounds(),
                "requests  " + Numbers.count(each.requests()),
                Prose.sentence(Prose.capital(each.words()))));
        Asked.of(facts).stream()
                .filter(asked -> asked.metric().metric().equals(each.objective().metric()))
                .forEach(asked -> lines.add("asked     " + asked.question()));
        ObjectivesSection.amount(each, facts.journal().experiment().decision())
                .map(words -> Prose.sentence(Prose.capital(words)))
                .ifPresent(lines::add);
        return lines.stream().map(Clean::line).collect(Collectors.joining("\n"));
    }
}
