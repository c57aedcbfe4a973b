package io.mirrorexperiment.spec;

import io.mirrorexperiment.traffic.scenario.Copy;
import io.mirrorexperiment.traffic.scenario.Share;
import io.mirrorexperiment.traffic.scenario.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Numbers by version, as in {@code {v1: 80, v2: 20}}.
 *
 * @param labels of the pods of versions, where they are not told apart by the label {@code version}
 */
record VersionsForm(Map<String, Map<String, String>> labels) {
    private static final Form<Integer> WEIGHT = Numbers.whole(0, 100);

    /** Labels by version. */
    static Map<String, Map<String, String>> labels(Field field) {
        Map<String, Map<String, String>> labels = new TreeMap<>();
        for (Field version : Section.free(field)) {
            Map<String, String> texts = texts(version);
            if (texts.isEmpty() && version.notes().clean()) {
                version.wrong("needs the labels that tell its pods from those of other versions");
            }
            labels.put(name(field, version), texts);
        }
        return labels;
    }

    /** Texts by name. */
    static Map<String, String> texts(Field field) {
        Map<String, String> texts = new TreeMap<>();
        Section.free(field).forEach(each -> each.text().ifPresent(text -> texts.put(name(field, each), text)));
        return texts;
    }

    Optional<List<Share>> shares(Field field) {
        List<Share> shares = new ArrayList<>();
        List<Field> fields = Section.free(field);
        fields.forEach(
                each -> WEIGHT.read(each).ifPresent(weight -> shares.add(new Share(version(field, each), weight))));
        int sum = shares.stream().mapToInt(Share::weight).sum();
        if (shares.size() < fields.size() || !field.isMapping()) {
            return Optional.empty();
        }
        return sum == 100 ? Optional.of(shares) : field.wrong("must add up to 100, but adds up to " + sum);
    }

    Optional<List<Copy>> copies(Field field) {
        List<Copy> copies = new ArrayList<>();
        List<Field> fields = Section.free(field);
        fields.forEach(each ->
                Numbers.percent(each).ifPresent(percent -> copies.add(new Copy(version(field, each), percent))));
        return copies.size() == fields.size() && field.isMapping() ? Optional.of(copies) : Optional.empty();
    }

    /** What a field is called in its group: names of versions and labels may have dots. */
    static String name(Field group, Field field) {
        return field.path().substring(group.path().length() + 1);
    }

    private Version version(Field group, Field field) {
        String name = name(group, field);
        return labels.containsKey(name) ? new Version(name, labels.getOrDefault(name, Map.of())) : Version.named(name);
    }
}
