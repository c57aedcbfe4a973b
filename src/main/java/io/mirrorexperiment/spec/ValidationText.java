package io.mirrorexperiment.spec;

import io.mirrorexperiment.validation.Indicator;
import io.mirrorexperiment.validation.Slo;
import io.mirrorexperiment.validation.Validation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** What is asked, as Iter8 0.10 writes it into {@code experiment.yaml} and {@code istio.metrics.yaml}. Pure. */
public final class ValidationText {
    /** The task that collects. */
    static final String COLLECT = "collect-metrics-database";

    /** The task that assesses. */
    static final String ASSESS = "assess-app-versions";

    /** The fields that are ours, in files whose layout is Iter8's. */
    static final String OURS = "mirrorExperiment";

    private ValidationText() {}

    /** The tasks. */
    public static String experiment(Validation validation) {
        List<Object> tasks = new ArrayList<>();
        tasks.add(task(COLLECT, collect(validation)));
        if (!validation.slos().isEmpty()) {
            tasks.add(task(
                    ASSESS,
                    Map.of(
                            "SLOs",
                            validation.slos().stream().map(ValidationText::slo).toList())));
        }
        return yaml(tasks);
    }

    /**
     * Where metrics are asked for, and which there are. Their queries are not Iter8's, so there are none: counters are read, and their exact
     * increase is told.
     */
    public static String metrics(Validation validation) {
        Map<String, Object> provider = new LinkedHashMap<>();
        provider.put("url", ProviderForm.asked(validation.system().url()));
        provider.put("provider", Indicator.ISTIO);
        provider.put("method", "GET");
        provider.put(
                "metrics",
                validation.indicators().stream().map(ValidationText::metric).toList());
        provider.put(OURS, Map.of("reporter", validation.system().reporter()));
        return yaml(provider);
    }

    static String yaml(Object tree) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setSchema(YamlText.SETTINGS.getSchema())
                        .setWidth(1000)
                        .build())
                .dumpToString(tree);
    }

    private static Map<String, Object> task(String name, Map<String, ?> with) {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("task", name);
        task.put("with", with);
        return task;
    }

    private static Map<String, Object> collect(Validation validation) {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("destination_workload", validation.population().workload());
        version.put("destination_workload_namespace", validation.population().namespace());
        validation.startingTime().ifPresent(start -> version.put("startingTime", start.toString()));
        Map<String, Object> with = new LinkedHashMap<>();
        with.put("providers", List.of(Indicator.ISTIO));
        with.put("versionInfo", List.of(version));
        return with;
    }

    static Map<String, Object> slo(Slo slo) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("metric", slo.metric());
        slo.lower().ifPresent(limit -> fields.put("lowerLimit", number(limit)));
        slo.upper().ifPresent(limit -> fields.put("upperLimit", number(limit)));
        return fields;
    }

    /** A whole number without a point, as Go writes it. */
    static Object number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : (Object) value;
    }

    private static Map<String, Object> metric(Indicator indicator) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", indicator.name().substring(Indicator.ISTIO.length() + 1));
        fields.putAll(info(indicator, "counter", "gauge"));
        return fields;
    }

    static Map<String, Object> info(Indicator indicator, String counter, String gauge) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("description", indicator.description());
        info.put("type", indicator.counts() ? counter : gauge);
        return info;
    }
}
