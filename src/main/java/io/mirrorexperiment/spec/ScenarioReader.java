package io.mirrorexperiment.spec;

import io.mirrorexperiment.traffic.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a scenario ({@code mirror-experiment.io/v1 MirrorScenario}) from one YAML document, or from the tree that a command line
 * comes to, into a value or every mistake at once. Pure; never throws on any text.
 */
public final class ScenarioReader {
    static final String KIND = "MirrorScenario";
    private static final String BEGIN = "begin with apiVersion: " + ExperimentForm.API_VERSION + " and kind: " + KIND;

    private final String namespace;

    /**
     * A reader.
     *
     * @param namespace that holds where a scenario has none
     */
    public ScenarioReader(String namespace) {
        this.namespace = namespace;
    }

    /** Reads a text. */
    public ScenarioResult read(byte[] text) {
        Notes notes = new Notes();
        List<Piece> documents = YamlText.documents(text, notes);
        if (notes.clean() && documents.size() != 1) {
            notes.mistake(
                    "",
                    documents.isEmpty() ? Place.START : documents.get(1).place(),
                    documents.isEmpty()
                            ? "the text holds nothing; " + BEGIN
                            : "a second document begins here; write one scenario per file");
        }
        return notes.clean() ? read(documents.get(0), notes) : new ScenarioResult.Invalid(notes.mistakes());
    }

    /**
     * Reads the fields of {@code spec}.
     *
     * @param spec as maps by name, lists, texts, numbers and truth values
     */
    public ScenarioResult read(Map<String, ?> spec) {
        Notes notes = new Notes();
        Map<String, ?> whole = Map.of("apiVersion", ExperimentForm.API_VERSION, "kind", KIND, "spec", spec);
        return ParameterTree.piece(whole, notes)
                .map(tree -> read(tree, notes))
                .orElseGet(() -> new ScenarioResult.Invalid(notes.mistakes()));
    }

    private ScenarioResult read(Piece document, Notes notes) {
        Optional<Scenario> scenario = new ScenarioForm(namespace).read(new Field("", document, notes));
        return scenario.isPresent() && notes.clean()
                ? new ScenarioResult.Valid(scenario.get(), notes.defaults())
                : new ScenarioResult.Invalid(notes.mistakes());
    }
}
