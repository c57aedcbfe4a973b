package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.validation.Indicator;
import io.mirrorexperiment.validation.Launch;
import io.mirrorexperiment.validation.Slo;
import io.mirrorexperiment.validation.Validation;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The values of Iter8's chart {@code slo-validation-istio}, of 0.10.23 to 0.10.25 and of the last commit before 0.11. */
record IstioChartForm(boolean inCluster) implements ChartForm {
    private static final List<String> WORDS = List.of(
            "SLOs",
            "cronjobSchedule",
            "destination_workload",
            "destination_workload_namespace",
            "elapsedTimeSeconds",
            "endpoint",
            "iter8lib",
            "providerURL",
            "providers",
            "reporter",
            "response_code",
            "startingTime",
            "versionInfo");

    private static final String USUAL = Indicator.ISTIO + "/error-rate";

    private static final String NOT_HERE = "is read in versionInfo only, as by Iter8; write versionInfo.";

    /** Iter8's own objective, which {@code null} takes away. */
    @Override
    public Piece defaults() {
        Piece none = new Piece.Scalar("0", Piece.Type.NUMBER, Place.PARAMETER);
        return group("SLOs", group(USUAL, none));
    }

    private static Piece group(String word, Piece value) {
        return new Piece.Mapping(List.of(new Piece.Entry(word, Place.PARAMETER, value)), Place.PARAMETER);
    }

    @Override
    public Optional<Launch> read(Field values) {
        Section top = Section.of(values, WORDS);
        for (String word : List.of("destination_workload", "destination_workload_namespace", "startingTime")) {
            top.refuse(word, NOT_HERE + word);
        }
        top.refuse("elapsedTimeSeconds", "is reckoned from the beginning; leave it out");
        top.refuse(
                "response_code",
                "would count the denominators of other requests than the errors; leave it out: errors are 5xx, as with"
                        + " Iter8");
        top.read("providers", IstioChartForm::istioOnly);
        List<Slo> slos = slos(top);
        Optional<Validation> validation = validation(top, slos);
        Section lib = top.section("iter8lib", "runner", "iter8Image", "logLevel");
        RunnerForm runner = new RunnerForm(inCluster, lib, top);
        return validation.map(each -> runner.launch(each, Launch.Runner.CRONJOB));
    }

    private static Optional<Validation> validation(Section top, List<Slo> slos) {
        Section version =
                top.section("versionInfo", "destination_workload", "destination_workload_namespace", "startingTime");
        String workload = version.need(
                "destination_workload",
                Text.OBJECT_NAME,
                "unnamed",
                "name the Deployment, as in --set versionInfo.destination_workload=httpbin-v2");
        String namespace = version.need(
                "destination_workload_namespace",
                Text.LABEL_NAME,
                "default",
                "name its namespace, as in --set versionInfo.destination_workload_namespace=default");
        Optional<Instant> start = version.read("startingTime", StartingTime::read);
        MetricsSystem system = ProviderForm.system(
                url(top), top.read("reporter", ProviderForm.REPORTER).orElse("source"));
        if (system.reporter().equals("source")) {
            top.notes().byDefault("reporter", ProviderForm.SEES_NO_COPIES);
        }
        return Optional.of(new Validation(system, new Population(namespace, workload), start, indicators(slos), slos));
    }

    private static URI url(Section top) {
        if (top.has("endpoint") && top.has("providerURL")) {
            top.refuse("endpoint", "and providerURL are two names of one value; keep providerURL");
        }
        return top.read("endpoint", ProviderForm::url)
                .or(() -> top.read("providerURL", ProviderForm::url))
                .orElse(ProviderForm.USUAL);
    }

    private static List<Slo> slos(Section top) {
        List<Field> asked = top.find("SLOs").map(Section::free).orElse(List.of());
        asked.stream()
                .filter(field -> field.piece().place().equals(Place.PARAMETER))
                .forEach(field -> top.notes()
                        .byDefault(
                                "SLOs", USUAL + " <= 0 is the chart's own, and stays beside others unless it is set"));
        return asked.stream()
                .flatMap(field -> SloForm.upper(field).stream())
                .sorted(Comparator.comparing(Slo::metric))
                .toList();
    }

    /** The catalogue, and what else is asked for. */
    static List<Indicator> indicators(List<Slo> slos) {
        List<Indicator> indicators = new ArrayList<>(Indicator.catalogue());
        slos.stream()
                .flatMap(slo -> Indicator.named(slo.metric()).stream())
                .filter(each -> !indicators.contains(each))
                .forEach(indicators::add);
        return indicators.stream().sorted(Comparator.comparing(Indicator::name)).toList();
    }

    private static Optional<List<Field>> istioOnly(Field field) {
        return field.items()
                .filter(items -> items.size() == 1
                        && items.get(0).text().filter(Indicator.ISTIO::equals).isPresent())
                .or(() -> field.wrong("must be {istio}: this chart has the metrics of Istio only"));
    }
}
