package io.mirrorexperiment.spec;

import io.mirrorexperiment.spec.iter8.Iter8Experiment.Versions;
import io.mirrorexperiment.spec.iter8.Iter8Version;
import io.mirrorexperiment.spec.iter8.Iter8Version.WeightField;
import io.mirrorexperiment.spec.iter8.NamedValue;
import io.mirrorexperiment.spec.iter8.Strategy.TestingPattern;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an Iter8 experiment compares. */
final class Iter8VersionsForm {
    private static final Iter8Version UNNAMED = new Iter8Version("", List.of(), Optional.empty());

    private Iter8VersionsForm() {}

    /**
     * The versions of a spec, if it has any.
     *
     * @param testing says how many there are; empty if that is not known
     */
    static Optional<Versions> read(Section spec, Optional<TestingPattern> testing) {
        if (!spec.has("versionInfo")) {
            return Optional.empty();
        }
        Section info = spec.pruned("versionInfo", "baseline", "candidates");
        Iter8Version baseline = info.need("baseline", Iter8VersionsForm::version, UNNAMED, "name a version");
        List<Iter8Version> candidates = Iter8Words.each(info, "candidates", Iter8VersionsForm::version);
        testing.ifPresent(pattern -> checkCount(info, pattern));
        checkNames(info, baseline, candidates);
        return Optional.of(new Versions(baseline, candidates));
    }

    private static void checkCount(Section info, TestingPattern testing) {
        Iter8Words.count(info, "candidates")
                .map(count -> rule(testing, count))
                .filter(rule -> !rule.isEmpty())
                .ifPresent(rule -> info.refuseOrMiss("candidates", testing.word() + " " + rule));
    }

    private static String rule(TestingPattern testing, int candidates) {
        return switch (testing) {
            case CONFORMANCE -> candidates == 0 ? "" : "has none; the version that is tried is the baseline";
            case CANARY, A_B -> candidates == 1 ? "" : "needs exactly one, not " + candidates;
            case A_B_N -> candidates >= 1 ? "" : "needs one at least";
        };
    }

    private static void checkNames(Section info, Iter8Version baseline, List<Iter8Version> candidates) {
        Set<String> names = new HashSet<>(Set.of(baseline.name()));
        for (Iter8Version candidate : candidates) {
            if (!names.add(candidate.name())) {
                info.refuse(
                        "candidates",
                        "two versions are named " + Shown.quoted(candidate.name()) + "; each needs a name of its own");
            }
        }
    }

    private static Optional<Iter8Version> version(Field field) {
        Section version = Section.pruned(field, "name", "variables", "weightObjRef");
        String name = version.need("name", Field::text, "", "name the version");
        List<NamedValue> variables = Iter8Words.each(version, "variables", Iter8Words::namedValue);
        return Optional.of(new Iter8Version(name, variables, version.read("weightObjRef", Iter8VersionsForm::weight)));
    }

    private static Optional<WeightField> weight(Field field) {
        Section weight =
                Section.pruned(field, "apiVersion", "kind", "namespace", "name", "fieldPath", "resourceVersion", "uid");
        weight.find("fieldPath")
                .filter(path ->
                        path.text().filter(text -> !text.startsWith(".")).isPresent())
                .ifPresent(path -> path.wrong("must begin with a dot, as in .spec.traffic[1].percent"));
        return Optional.of(new WeightField(
                weight.read("apiVersion", Field::verbatim),
                weight.read("kind", Field::verbatim),
                weight.read("namespace", Field::verbatim),
                weight.read("name", Field::verbatim),
                weight.read("fieldPath", Field::verbatim)));
    }
}
