package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.ObservedExperiment;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the {@code iter8.tools/v2alpha2} Experiment objects of a text, with whatever status they have: YAML or JSON, one object, several
 * documents, or a {@code List} as {@code kubectl get -o yaml} gives it. Reading is lenient, for these objects tell what has been: only
 * values of a wrong kind are mistakes. Pure; never throws on any text.
 */
public final class ObservedReader {
    /** Bytes that are read at most: lists of a whole cluster are longer than a spec. */
    public static final int LONGEST = 32 << 20;

    private ObservedReader() {}

    /** What a text holds. */
    public static ObservedResult read(byte[] text) {
        Notes notes = new Notes();
        Iter8Documents documents = Iter8Documents.of(text, LONGEST, notes);
        ObservedForm form = new ObservedForm();
        List<ObservedExperiment> experiments = documents.experiments().stream()
                .flatMap(object -> form.read(object).stream())
                .toList();
        List<String> leftOut = new ArrayList<>(documents.others());
        documents.metrics().forEach(metric -> leftOut.add(Iter8Documents.named(metric)));
        if (notes.clean() && experiments.isEmpty()) {
            documents.none("Experiment");
        }
        return notes.clean()
                ? new ObservedResult.Found(experiments, leftOut)
                : new ObservedResult.Unreadable(notes.mistakes());
    }
}
