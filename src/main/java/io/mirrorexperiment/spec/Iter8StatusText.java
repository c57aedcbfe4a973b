package io.mirrorexperiment.spec;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** An Experiment object of Iter8's as it was written, with another status. Pure. */
public final class Iter8StatusText {
    private Iter8StatusText() {}

    /**
     * The object as YAML; comments and the form of values are lost, everything else is kept.
     *
     * @param text that {@link Iter8Reader#spec} could read
     * @param status takes the place of the one that is there
     * @throws IllegalArgumentException if there is no experiment in the text
     */
    public static String of(byte[] text, Map<String, ?> status) {
        Load load = new Load(YamlText.SETTINGS);
        Iterable<Object> documents = load.loadAllFromString(new String(text, StandardCharsets.UTF_8));
        Map<Object, Object> experiment = StreamSupport.stream(documents.spliterator(), false)
                .flatMap(Iter8StatusText::objects)
                .filter(Iter8StatusText::isExperiment)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no experiment of Iter8's in it"));
        Map<Object, Object> told = new LinkedHashMap<>(experiment);
        told.put("status", status);
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setSchema(YamlText.SETTINGS.getSchema())
                        .build())
                .dumpToString(told);
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<Object, Object>> objects(Object document) {
        if (!(document instanceof Map<?, ?> map)) {
            return Stream.empty();
        }
        return map.get("items") instanceof List<?> items
                ? items.stream().flatMap(Iter8StatusText::objects)
                : Stream.of((Map<Object, Object>) map);
    }

    private static boolean isExperiment(Map<Object, Object> object) {
        return "Experiment".equals(object.get("kind"))
                && String.valueOf(object.get("apiVersion")).startsWith(Iter8Documents.API_GROUP);
    }
}
