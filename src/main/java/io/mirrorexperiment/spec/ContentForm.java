package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Receiver;
import java.util.List;
import java.util.Optional;

/** What a receiver is sent: our own message, or that of Iter8's tasks. */
final class ContentForm {
    private static final Form<String> NAME =
            Text.matching(512, "[^\\p{Cc}]+", "must be a name, as in Iter8's experiment");
    private static final Choice<Receiver.Content> OWN = Choice.of("own", new Receiver.Own());

    private ContentForm() {}

    static Optional<Receiver.Content> read(Field field) {
        if (!field.isMapping()) {
            return OWN.read(field);
        }
        Section content = Section.of(field, List.of("iter8"));
        if (!content.has("iter8")) {
            content.wrong("must be own, or hold iter8: {target: …, version: …}");
        }
        return content.read("iter8", ContentForm::iter8);
    }

    private static Optional<Receiver.Content> iter8(Field field) {
        Section iter8 = Section.of(field, List.of("target", "version"));
        return Optional.of(new Receiver.Iter8(
                iter8.need("target", NAME, "unnamed", "write spec.target of Iter8's experiment"),
                iter8.need("version", NAME, "unnamed", "write the name of its baseline")));
    }
}
