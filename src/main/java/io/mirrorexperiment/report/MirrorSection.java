package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.journal.Entry;
import java.util.List;

/** What the counters prove about the mirror. */
final class MirrorSection {
    private static final String TITLE = "Mirror";

    private MirrorSection() {}

    static Section of(Facts facts) {
        if (facts.proof().isPresent()) {
            MirrorProof proof = facts.proof().get();
            Row lead = mark(proof.standing()).plus("  ").plus(tone(proof.standing()), word(proof.standing()) + ": ");
            return new Section(TITLE, List.of(new Block.Remark(lead, Tone.PLAIN, proof.words())));
        }
        return new Section(TITLE, facts.plan().isEmpty() ? List.of() : List.of(new Block.Line(withoutProof(facts))));
    }

    private static Row withoutProof(Facts facts) {
        boolean open = facts.has(Entry.Mirrored.class)
                || (facts.journal().experiment().adopted() && facts.has(Entry.Baselined.class));
        return open
                ? Row.of(Tone.DOUBT, "?  ").plus("no copy was seen to arrive")
                : Row.of(Tone.FAINT, "·  ").plus("was not opened; nothing was copied");
    }

    static Row mark(MirrorProof.Standing standing) {
        return Row.of(
                tone(standing),
                switch (standing) {
                    case PROVEN, SEEN -> "✓";
                    case NOTHING_YET -> "?";
                    case NOT_FLOWING, LOSSY, CONTAMINATED -> "✗";
                });
    }

    static Tone tone(MirrorProof.Standing standing) {
        return switch (standing) {
            case PROVEN, SEEN -> Tone.GOOD;
            case NOTHING_YET -> Tone.DOUBT;
            case NOT_FLOWING, LOSSY, CONTAMINATED -> Tone.BAD;
        };
    }

    static String word(MirrorProof.Standing standing) {
        return switch (standing) {
            case NOTHING_YET -> "no traffic yet";
            case NOT_FLOWING -> "not flowing";
            case PROVEN -> "proven";
            case SEEN -> "flow seen, share not proven";
            case LOSSY -> "lossy";
            case CONTAMINATED -> "contaminated";
        };
    }
}
