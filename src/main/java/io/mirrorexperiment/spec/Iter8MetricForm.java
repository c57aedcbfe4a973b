package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.MetricQuery.Method;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Metric.About;
import io.mirrorexperiment.spec.iter8.Iter8Metric.Auth;
import io.mirrorexperiment.spec.iter8.Iter8Metric.MockLevel;
import io.mirrorexperiment.spec.iter8.Iter8Metric.Request;
import io.mirrorexperiment.spec.iter8.MetricName;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A Metric object of Iter8's, as its schema has it.
 *
 * @param namespace holds where the object has none
 */
record Iter8MetricForm(String namespace) implements Form<Iter8Metric> {
    private static final Choice<Iter8Metric.Type> TYPE =
            Choice.of("Counter", Iter8Metric.Type.COUNTER).or("Gauge", Iter8Metric.Type.GAUGE);
    private static final Choice<Method> METHOD = Choice.of("GET", Method.GET).or("POST", Method.POST);
    private static final Choice<Auth> AUTH =
            Choice.of("Basic", Auth.BASIC).or("Bearer", Auth.BEARER).or("APIKey", Auth.API_KEY);
    private static final String[] WORDS = {
        "params",
        "description",
        "units",
        "type",
        "sampleSize",
        "authType",
        "method",
        "body",
        "provider",
        "jqExpression",
        "secret",
        "headerTemplates",
        "urlTemplate",
        "mock"
    };

    @Override
    public Optional<Iter8Metric> read(Field object) {
        Section top = Section.pruned(object, "apiVersion", "kind", "metadata", "spec");
        Section metadata = top.lenient("metadata");
        String name = metadata.need("name", Text.OBJECT_NAME, "unnamed", "name the metric");
        String where = metadata.read("namespace", Text.LABEL_NAME).orElse(namespace);
        Section spec = top.pruned("spec", WORDS);
        return Optional.of(new Iter8Metric(
                new MetricName(Optional.of(where), name),
                spec.read("type", TYPE).orElse(Iter8Metric.Type.GAUGE),
                new About(
                        spec.read("description", Field::verbatim),
                        spec.read("units", Field::verbatim),
                        spec.read("provider", Field::verbatim)),
                spec.read("sampleSize", Iter8Words::metric).map(size -> size.in(where)),
                request(spec),
                spec.read("jqExpression", Field::verbatim),
                spec.read("mock", Field::items).map(items -> items.stream()
                        .flatMap(item -> mock(item).stream())
                        .toList())));
    }

    private static Request request(Section spec) {
        return new Request(
                spec.read("method", METHOD).orElse(Method.GET),
                spec.read("urlTemplate", Field::verbatim),
                Iter8Words.each(spec, "headerTemplates", Iter8Words::namedValue),
                Iter8Words.each(spec, "params", Iter8Words::namedValue),
                spec.read("body", Field::verbatim),
                spec.read("authType", AUTH),
                spec.read("secret", Iter8MetricForm::secret));
    }

    /** Has the form of a reference to a metric; what was written is not shown, for it could be the secret itself. */
    private static Optional<String> secret(Field field) {
        Notes aside = new Notes();
        Optional<MetricName> name = Iter8Words.metric(new Field(field.path(), field.piece(), aside));
        return name.isPresent()
                ? name.map(MetricName::toString)
                : field.wrong("must be the name of a Kubernetes Secret, or namespace/name, not the secret itself");
    }

    private static Optional<MockLevel> mock(Field field) {
        Section entry = Section.pruned(field, "name", "level");
        String version = entry.need("name", Field::text, "unnamed", "name the version");
        BigDecimal level = entry.need("level", Quantities::ofManifest, BigDecimal.ZERO, "write the value");
        return Optional.of(new MockLevel(version, level));
    }
}
