package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.validation.Slo;
import io.mirrorexperiment.validation.Validation;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tasks of Iter8's that are a validation of a workload behind Istio; every other task is a mistake. */
final class ValidationForm {
    private static final Pattern REPORTER = Pattern.compile("reporter\\s*=\\s*\\\\?[\"']([a-z]+)");

    private final Notes notes;

    ValidationForm(Notes notes) {
        this.notes = notes;
    }

    /**
     * The validation.
     *
     * @param tasks in their order
     * @param metrics the provider's file
     */
    Optional<Validation> read(List<Field> tasks, Optional<Field> metrics) {
        List<Slo> slos = new ArrayList<>();
        Optional<Section> version = Optional.empty();
        for (Field task : tasks) {
            Section section = Section.of(task, List.of("task", "with", "if", "run"));
            String name = section.read("task", Field::text).orElse("run");
            switch (name) {
                case ValidationText.COLLECT -> version = version(section);
                case ValidationText.ASSESS -> slos.addAll(slos(section));
                default ->
                    task.wrong("task " + Shown.quoted(name) + " is not run here; a validation has "
                            + ValidationText.COLLECT + " and " + ValidationText.ASSESS
                            + ", and commands belong to the pipeline around it");
            }
            section.refuse("if", "conditions are not run here; leave the line out");
        }
        if (version.isEmpty()) {
            notes.mistake(
                    "",
                    Place.START,
                    "has no task " + ValidationText.COLLECT + ", so there is no workload to ask about");
        }
        return version.flatMap(each -> validation(each, system(metrics), slos)).filter(all -> notes.clean());
    }

    private static Optional<Section> version(Section task) {
        Section with = task.section("with", "providers", "versionInfo");
        List<Field> versions = with.need("versionInfo", Field::items, List.of(), "it names the workload");
        if (versions.size() > 1) {
            with.refuse("versionInfo", "holds " + versions.size() + " versions; a validation has one");
        }
        return versions.stream()
                .limit(1)
                .map(field -> Section.of(
                        field, List.of("destination_workload", "destination_workload_namespace", "startingTime")))
                .findFirst();
    }

    private static Optional<Validation> validation(Section version, MetricsSystem system, List<Slo> slos) {
        String workload = version.need("destination_workload", Text.OBJECT_NAME, "unnamed", "it names the Deployment");
        String namespace = version.need(
                "destination_workload_namespace", Text.LABEL_NAME, "default", "it names the Deployment's namespace");
        Optional<Instant> start = version.read("startingTime", StartingTime::read);
        return Optional.of(new Validation(
                system, new Population(namespace, workload), start, IstioChartForm.indicators(slos), slos));
    }

    private MetricsSystem system(Optional<Field> metrics) {
        if (metrics.isEmpty()) {
            notes.mistake(
                    "",
                    Place.START,
                    "there is no " + StoredExperiment.METRICS
                            + " beside it, so it is not known whom to ask; launch again");
            return ProviderForm.system(ProviderForm.USUAL, "source");
        }
        Section provider = Section.anyWords(metrics.get());
        URI url = provider.need("url", ProviderForm::url, ProviderForm.USUAL, "it is the address of Prometheus");
        String reporter = provider.has(ValidationText.OURS)
                ? provider.peek(ValidationText.OURS)
                        .need("reporter", ProviderForm.REPORTER, "source", "it says who counts")
                : ofQueries(metrics.get());
        return ProviderForm.system(url, reporter);
    }

    /** Iter8's own file has the reporter in its queries. */
    private static String ofQueries(Field metrics) {
        Matcher matcher = REPORTER.matcher(String.valueOf(Iter8Words.free(metrics)));
        return matcher.find() ? matcher.group(1) : "source";
    }

    private List<Slo> slos(Section task) {
        return task.section("with", "SLOs").need("SLOs", Field::items, List.of(), "it holds what is asked").stream()
                .flatMap(item -> slo(item, true).stream())
                .toList();
    }

    /**
     * An objective of a task, or of a result.
     *
     * @param strict whether its metric must be one that is collected here
     */
    static Optional<Slo> slo(Field field, boolean strict) {
        Section section =
                strict ? Section.of(field, List.of("metric", "upperLimit", "lowerLimit")) : Section.lenient(field);
        Optional<String> metric = section.read("metric", Field::text)
                .flatMap(name -> strict ? SloForm.known(field, name) : Optional.of(name));
        OptionalDouble lower = limit(section, "lowerLimit");
        OptionalDouble upper = limit(section, "upperLimit");
        if (metric.isEmpty()) {
            section.missing("metric", "every objective names its metric");
        }
        return metric.map(name -> new Slo(name, lower, upper));
    }

    private static OptionalDouble limit(Section section, String word) {
        return section.read(word, Numbers::lenient).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }
}
