package io.mirrorexperiment.cli;

import io.mirrorexperiment.controller.Iter8Status;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.spec.Iter8Reader;
import io.mirrorexperiment.spec.Iter8Result;
import io.mirrorexperiment.spec.Iter8StatusText;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import java.util.stream.Collectors;

/**
 * An Experiment object of Iter8's that a run was begun with.
 *
 * @param input where it is
 */
record Iter8Written(Input input) {
    /**
     * The object as it was written, its status told by the run, as YAML.
     *
     * @throws Refusal if it is no experiment that a run can follow, or another one's
     */
    String with(Host host, Journal journal) {
        byte[] text = input.bytes(host.in(), SpecFiles.LONGEST);
        Iter8Result<Iter8Spec> read = new Iter8Reader(journal.id().namespace()).spec(text);
        if (read instanceof Iter8Result.Invalid<Iter8Spec> invalid) {
            throw Refusal.usage(invalid.mistakes().stream().map(input::words).collect(Collectors.joining("\n")));
        }
        Iter8Spec spec = ((Iter8Result.Valid<Iter8Spec>) read).value();
        return Iter8Status.of(spec, journal)
                .map(status -> Iter8StatusText.of(text, status))
                .orElseThrow(() -> Refusal.usage("run " + journal.id() + " was not begun with " + input.file()
                        + ": its name or its objectives are others"));
    }
}
