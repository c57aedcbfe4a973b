package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Cadence;
import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.OnGitops;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Promotion.Mode;
import io.mirrorexperiment.experiment.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What follows on a conforming verdict: one word, or the word with its times. */
final class PromotionForm {
    private static final Duration EXPIRES = Duration.ofHours(1);
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    private static final Form<Mode> MODE =
            Choice.of("auto", Mode.AUTO).or("manual", Mode.MANUAL).or("none", Mode.NONE);

    private PromotionForm() {}

    static Promotion read(Section spec, Dark dark, Mirror mirror, Cadence cadence) {
        Mode usual = dark.source().ours() ? Mode.AUTO : Mode.NONE;
        Optional<Field> field = spec.find("promotion");
        boolean printed = spec.find("gitops")
                .map(Field::piece)
                .filter(Piece.Scalar.class::isInstance)
                .filter(way -> ((Piece.Scalar) way).text().equals(OnGitops.PRINT.word()))
                .isPresent();
        if (field.filter(Field::isMapping).isPresent()) {
            Section promotion = Section.of(field.get(), List.of("mode", "expires", "keepOld", "steps", "interval"));
            if (dark.isRevision()) {
                promotion.refuse("steps", "are for Deployments; the revision of a Knative Service is promoted at once");
            } else if (mirror.via() == Mirror.Via.EXISTING) {
                promotion.refuse(
                        "steps", "need a mirror that the run can shut: copies of your own would pass for live traffic");
            } else if (mirror.via().byServices()) {
                promotion.refuse(
                        "steps",
                        "need weights, and with via: " + mirror.via().word()
                                + " live traffic goes over at once, by the selector of the Service");
            }
            return detailed(promotion, usual, cadence, printed);
        }
        Mode mode = spec.read("promotion", MODE, usual, words(usual));
        return new Promotion(mode, EXPIRES, Duration.ZERO);
    }

    /** A step is judged by one look at least. */
    private static Optional<Steps> steps(Section promotion, Cadence cadence) {
        if (!promotion.has("steps")) {
            promotion.refuse("interval", "belongs to steps; without them live traffic goes over at once");
            return Optional.empty();
        }
        Optional<List<Integer>> percents = promotion.read("steps", PromotionForm::percents);
        Duration interval = promotion.read(
                "interval", Durations.within(cadence.interval()), usual(cadence), Durations.words(usual(cadence)));
        return percents.map(all -> new Steps(all, interval));
    }

    private static Duration usual(Cadence cadence) {
        return cadence.interval().compareTo(INTERVAL) > 0 ? cadence.interval() : INTERVAL;
    }

    private static Optional<List<Integer>> percents(Field field) {
        Optional<List<Field>> items = field.items();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> percents = items.get().stream()
                .flatMap(item -> Numbers.whole(1, 100).read(item).stream())
                .toList();
        if (percents.size() < items.get().size()) {
            return Optional.empty();
        }
        boolean ends = !percents.isEmpty() && percents.get(percents.size() - 1) == 100;
        return ends && Steps.isRising(percents)
                ? Optional.of(percents)
                : field.wrong("must rise and end with 100, as in [10, 50, 100]");
    }

    /** Commits are waited for as a person's promotion is. */
    private static Promotion detailed(Section promotion, Mode usual, Cadence cadence, boolean printed) {
        Optional<Mode> mode = promotion.known("mode", MODE, usual, words(usual));
        mode.filter(each -> each != Mode.MANUAL && !printed)
                .ifPresent(each -> promotion.refuse(
                        "expires", "belongs to mode: manual; with " + each.word() + " nobody is waited for"));
        mode.filter(each -> each == Mode.NONE).ifPresent(each -> {
            promotion.refuse("keepOld", "has no meaning with mode: none; remove it");
            promotion.refuse("steps", "have no meaning with mode: none; write mode: auto or manual, or remove them");
        });
        return new Promotion(
                mode.orElse(usual),
                promotion.read("expires", Durations.positive()).orElse(EXPIRES),
                promotion.read("keepOld", Durations.any()).orElse(Duration.ZERO),
                steps(promotion, cadence).filter(steps -> mode.orElse(usual) != Mode.NONE));
    }

    private static String words(Mode mode) {
        return mode == Mode.AUTO
                ? "auto (a conforming dark version is promoted without asking)"
                : "none (the dark version was there already, so the verdict is all)";
    }
}
