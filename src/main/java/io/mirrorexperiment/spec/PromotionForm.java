package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Promotion.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What follows on a conforming verdict: one word, or the word with its times. */
final class PromotionForm {
    private static final Duration EXPIRES = Duration.ofHours(1);
    private static final Form<Mode> MODE =
            Choice.of("auto", Mode.AUTO).or("manual", Mode.MANUAL).or("none", Mode.NONE);

    private PromotionForm() {}

    static Promotion read(Section spec, Dark dark) {
        Mode usual = dark.source().ours() ? Mode.AUTO : Mode.NONE;
        Optional<Field> field = spec.find("promotion");
        if (field.filter(Field::isMapping).isPresent()) {
            return detailed(Section.of(field.get(), List.of("mode", "expires", "keepOld")), usual);
        }
        Mode mode = spec.read("promotion", MODE, usual, words(usual));
        return new Promotion(mode, EXPIRES, Duration.ZERO);
    }

    private static Promotion detailed(Section promotion, Mode usual) {
        Optional<Mode> mode = promotion.known("mode", MODE, usual, words(usual));
        mode.filter(each -> each != Mode.MANUAL)
                .ifPresent(each -> promotion.refuse(
                        "expires", "belongs to mode: manual; with " + each.word() + " nobody is waited for"));
        mode.filter(each -> each == Mode.NONE)
                .ifPresent(each -> promotion.refuse("keepOld", "has no meaning with mode: none; remove it"));
        return new Promotion(
                mode.orElse(usual),
                promotion.read("expires", Durations.positive()).orElse(EXPIRES),
                promotion.read("keepOld", Durations.any()).orElse(Duration.ZERO));
    }

    private static String words(Mode mode) {
        return mode == Mode.AUTO
                ? "auto (a conforming dark version is promoted without asking)"
                : "none (the dark version was there already, so the verdict is all)";
    }
}
