package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.journal.Entry;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What has to hold of a run as a whole, as results of tests. */
final class RunCases {
    private static final Set<Cause> HURT = Set.of(Cause.LIVE_HURT, Cause.LIVE_BREACHING);

    private RunCases() {}

    /** Follows the gate's exit code: 0 passes, 1 fails, 2 is inconclusive, and the others are errors. */
    static JUnitCase verdict(String name, Facts facts) {
        String top = Headline.top(facts.journal()).render(Style.PLAIN);
        String why = Headline.why(facts.journal());
        Optional<Ending> ending = facts.ending();
        if (ending.isEmpty()) {
            return JUnitCase.missed(name, "unfinished", top, why);
        }
        return switch (ending.get().exitCode()) {
            case 0 -> JUnitCase.passed(name, why);
            case 1 -> JUnitCase.failed(name, ending.get().cause().word(), top, why);
            case 2 -> JUnitCase.undecided(name, ending.get().cause().word(), top, why);
            default -> JUnitCase.missed(name, ending.get().cause().word(), top, why);
        };
    }

    static JUnitCase mirror(Facts facts) {
        String name = "the mirror is proven";
        String text = text(MirrorSection.of(facts), "nothing was copied");
        Optional<MirrorProof.Standing> standing = facts.proof().map(MirrorProof::standing);
        String word = standing.map(MirrorSection::word).orElse("not looked at");
        return facts.ending().isPresent() && standing.filter(RunCases::holds).isPresent()
                ? JUnitCase.passed(name, text)
                : JUnitCase.missed(name, "mirror", unfinished(facts) + "the mirror: " + word, text);
    }

    /** Whether copies arrive as they were asked for, as far as anybody can say. */
    static boolean holds(MirrorProof.Standing standing) {
        return switch (standing) {
            case PROVEN, SEEN -> true;
            case NOTHING_YET, NOT_FLOWING, LOSSY, CONTAMINATED -> false;
        };
    }

    /** It was watched, and was not hurt. */
    static JUnitCase live(Facts facts) {
        String name = "the live version is protected";
        Optional<String> hurt = hurt(facts);
        if (hurt.isPresent()) {
            return JUnitCase.missed(name, "live", hurt.get(), hurt.get());
        }
        String watched = facts.last(Entry.Baselined.class)
                .map(entry -> Sentences.of(entry, facts.journal()).render(Style.PLAIN))
                .orElse("its baseline was not taken");
        return facts.has(Entry.Baselined.class) && facts.ending().isPresent()
                ? JUnitCase.passed(name, watched + "\nnothing was seen that says it became worse")
                : JUnitCase.missed(name, "live", unfinished(facts) + watched, watched);
    }

    private static Optional<String> hurt(Facts facts) {
        return facts.last(Entry.Judged.class)
                .filter(judged -> HURT.contains(judged.cause()))
                .map(judged -> hurt(judged.cause(), judged.because()))
                .or(() -> facts.ending()
                        .filter(ending -> HURT.contains(ending.cause()))
                        .map(ending -> hurt(ending.cause(), ending.because())));
    }

    private static String hurt(Cause cause, String because) {
        return cause.word() + ": " + because;
    }

    static JUnitCase cleanUp(Facts facts) {
        String name = "the run cleaned up after itself";
        String text = text(ChangesSection.of(facts), "");
        Optional<Ending> ending = facts.last(Entry.Finished.class).map(Entry.Finished::ending);
        if (ending.isEmpty()) {
            return JUnitCase.missed(
                    name, "unfinished", "the run " + Phase.of(facts.journal()).words(), text);
        }
        return ending.get().outcome() == Outcome.STUCK
                ? JUnitCase.missed(name, "stuck", Headline.why(facts.journal()), text + text(NextSection.of(facts), ""))
                : JUnitCase.passed(name, text);
    }

    private static String unfinished(Facts facts) {
        return facts.ending().isPresent() ? "" : "the run has not ended; ";
    }

    private static String text(Section section, String otherwise) {
        return section.blocks().isEmpty()
                ? otherwise
                : section.rows(Integer.MAX_VALUE).stream()
                        .skip(2)
                        .map(row -> row.render(Style.PLAIN).strip() + "\n")
                        .collect(Collectors.joining());
    }
}
