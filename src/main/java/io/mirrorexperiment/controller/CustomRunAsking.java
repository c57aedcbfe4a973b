package io.mirrorexperiment.controller;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a CustomRun asks for: the spec that it names or holds, with its parameters set on top, as a run of the CustomRun's name.
 *
 * @param task what it says
 * @param beside finds the object that it names
 */
record CustomRunAsking(CustomTask task, Beside beside) {
    static final String CANCELLED = "spec.status";
    static final String WORKSPACES = "spec.workspaces";

    Asked asked() {
        Manifest object = task.object();
        List<Mistake> mistakes = new ArrayList<>();
        if (task.cancelled()) {
            return new Asked.Wrong(List.of(mistake(CANCELLED, "cancelled before its run had begun")));
        }
        check(mistakes);
        Optional<Map<String, Object>> spec = spec(mistakes);
        CustomRunParams params = CustomRunParams.of(object, spec.orElse(Map.of()));
        mistakes.addAll(params.mistakes());
        if (spec.isEmpty()) {
            return new Asked.Wrong(mistakes);
        }
        SpecResult result = new SpecReader(SpecFiles.none()).read(tree(spec.get()), params.overrides());
        if (result instanceof SpecResult.Invalid invalid) {
            mistakes.addAll(invalid.mistakes());
        }
        return mistakes.isEmpty() ? run((SpecResult.Valid) result) : new Asked.Wrong(mistakes);
    }

    private static Asked run(SpecResult.Valid valid) {
        Experiment experiment = valid.experiment();
        return new Asked.Run(experiment, experiment.namespace() + "/" + experiment.service(), valid.defaults());
    }

    /** The run has the CustomRun's name: a template is used many times, and at once. */
    private Map<String, Object> tree(Map<String, Object> spec) {
        Map<String, Object> bare = new LinkedHashMap<>(spec);
        bare.remove("suspend");
        Manifest object = task.object();
        return Map.of("metadata", Map.of("name", object.name(), "namespace", object.namespace()), "spec", bare);
    }

    private void check(List<Mistake> mistakes) {
        Manifest object = task.object();
        if (!object.maps("spec", "workspaces").isEmpty()) {
            mistakes.add(mistake(WORKSPACES, "hold files, and a controller reads none; leave them out"));
        }
        object.text("spec", "timeout")
                .filter(text -> GoDuration.read(text).isEmpty())
                .ifPresent(text -> mistakes.add(
                        mistake("spec.timeout", "is no length of time: '" + text + "'; write it as in 1h30m")));
    }

    private Optional<Map<String, Object>> spec(List<Mistake> mistakes) {
        Manifest object = task.object();
        String word = object.map("spec", "customRef").isEmpty() ? "customSpec" : "customRef";
        String path = "spec." + word;
        require(object, path, word, "apiVersion", OwnKind.KIND.group() + "/v1", mistakes);
        require(object, path, word, "kind", OwnKind.KIND.kind(), mistakes);
        if (word.equals("customSpec")) {
            return Optional.of(object.map("spec", word, "spec"));
        }
        Optional<String> name = object.text("spec", word, "name");
        if (name.isEmpty()) {
            mistakes.add(mistake(path, "names no object; write name: of a " + OwnKind.KIND.kind()
                    + ", or embed its spec as taskSpec in the Pipeline, customSpec in a CustomRun"));
        }
        return name.flatMap(named -> template(named, path + ".name", mistakes));
    }

    private static void require(
            Manifest object, String path, String word, String field, String value, List<Mistake> mistakes) {
        String seen = object.text("spec", word, field).orElse("");
        if (!seen.equals(value)) {
            mistakes.add(mistake(path + "." + field, "must be " + value + ", was '" + seen + "'"));
        }
    }

    /** What runs by itself would be run twice. */
    private Optional<Map<String, Object>> template(String name, String path, List<Mistake> mistakes) {
        String namespace = task.object().namespace();
        Optional<Manifest> found = beside.find(new Address(OwnKind.KIND, namespace, name));
        String words = OwnKind.KIND.kind() + " " + namespace + "/" + name;
        if (found.isEmpty()) {
            mistakes.add(mistake(path, "there is no " + words));
        } else if (!found.get().at("spec", "suspend").equals(Optional.of(true))) {
            mistakes.add(mistake(path, words + " is no template, it runs by itself; write suspend: true into its spec"));
        }
        return found.map(template -> template.map("spec"));
    }

    static Mistake mistake(String path, String message) {
        return new Mistake(path, 0, 0, message);
    }
}
