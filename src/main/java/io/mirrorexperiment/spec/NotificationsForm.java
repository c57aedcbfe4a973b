package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is told of a run. */
final class NotificationsForm {
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final List<Verdict> VERDICTS = List.of(Verdict.values());
    private static final Choice<Occasion> OCCASION = occasions();
    private static final Choice<Verdict> VERDICT = verdicts();

    private NotificationsForm() {}

    /** Reads the section; empty where nobody is told. */
    static Optional<List<Notification>> read(Section spec) {
        return spec.read("notifications", NotificationsForm::all);
    }

    private static Optional<List<Notification>> all(Field field) {
        Optional<List<Notification>> all = Lists.of(field, NotificationsForm::one);
        return all.isPresent() && all.get().isEmpty()
                ? field.wrong("tells nobody; write one receiver, as in - slack: {urlFrom: team-hook}, or remove it")
                : all;
    }

    private static Optional<Notification> one(Field field) {
        Section one = Section.of(field, List.of("webhook", "slack"));
        if (field.isMapping() && one.present("webhook", "slack").size() != 1) {
            one.wrong("must hold one of webhook and slack; more receivers are more items of the list");
        }
        Optional<Notification> webhook = one.read("webhook", WebhookForm::read);
        return one.read("slack", SlackForm::read).or(() -> webhook);
    }

    /** A receiver with what it is told of. */
    static Notification of(Section section, Receiver receiver) {
        return new Notification(
                receiver,
                section.read("events", field -> words(field, OCCASION)).orElse(Occasion.ALL),
                section.read("verdicts", field -> words(field, VERDICT)).orElse(VERDICTS));
    }

    private static <T> Optional<List<T>> words(Field field, Choice<T> choice) {
        Optional<List<T>> words = Lists.of(field, choice);
        return words.isPresent() && words.get().isEmpty()
                ? field.wrong("tells of nothing; name some, or remove it to tell of everything")
                : words;
    }

    private static Choice<Occasion> occasions() {
        Choice<Occasion> choice = new Choice<>(Map.of(), Map.of());
        for (Occasion occasion : Occasion.ALL) {
            choice = choice.or(occasion.word(), occasion);
        }
        return choice;
    }

    private static Choice<Verdict> verdicts() {
        Choice<Verdict> choice = new Choice<>(Map.of(), Map.of());
        for (Verdict verdict : VERDICTS) {
            choice = choice.or(verdict.word(), verdict);
        }
        return choice;
    }
}
