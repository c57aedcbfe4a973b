package io.mirrorexperiment.cli;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.spec.OldRulesReader;
import io.mirrorexperiment.spec.OldRulesResult;
import io.mirrorexperiment.spec.SpecFiles;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Rules of Istio 0.x from files.
 *
 * @param rules in the order of the files
 * @param leftOut what else is in the files, one sentence each
 */
record OldRuleFiles(List<Manifest> rules, List<String> leftOut) {
    /**
     * Reads them.
     *
     * @throws Refusal with every mistake of every file
     */
    static OldRuleFiles read(List<String> files, InputStream standard) {
        return read(files, file -> new Input(file).bytes(standard, SpecFiles.LONGEST));
    }

    /** The same of texts that somebody else has read. */
    static OldRuleFiles read(List<String> files, Function<String, byte[]> texts) {
        List<Manifest> rules = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (String file : files) {
            Input input = new Input(file);
            OldRulesResult result = OldRulesReader.read(texts.apply(file));
            if (result instanceof OldRulesResult.Invalid invalid) {
                invalid.mistakes().forEach(mistake -> mistakes.add(input.words(mistake)));
            } else if (result instanceof OldRulesResult.Valid valid) {
                valid.rules().forEach(tree -> rules.add(Manifest.of(tree)));
                valid.leftOut().forEach(other -> leftOut.add(file + ": " + other + " is no rule of Istio 0.x."));
            }
        }
        if (!mistakes.isEmpty()) {
            throw Refusal.usage(String.join("\n", mistakes));
        }
        twins(rules);
        return new OldRuleFiles(rules, leftOut);
    }

    private static void twins(List<Manifest> rules) {
        for (int place = 0; place < rules.size(); place++) {
            Manifest rule = rules.get(place);
            if (rules.subList(0, place).stream()
                    .anyMatch(other -> other.address().equals(rule.address()))) {
                throw Refusal.usage(rule.address().words() + " is there twice; keep one of the two");
            }
        }
    }
}
