package io.mirrorexperiment.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** How versions are told apart, and how the service is called from outside. */
final class VersionFlags {
    private static final String USUAL = "version";

    @Option(
            names = "--version-label",
            paramLabel = "KEY",
            defaultValue = USUAL,
            description = "label of pods that says their version (default: ${DEFAULT-VALUE})")
    String label = USUAL;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            split = ",",
            description = "name by which the service is called from outside the mesh; may be repeated")
    List<String> hosts = List.of();

    @Option(
            names = "--gateway",
            paramLabel = "NAMESPACE/NAME",
            defaultValue = "",
            description = "Istio Gateway for these names; without it one that takes them, or else one is made")
    String gateway = "";

    /** Adds what they say to the fields of a scenario. */
    void into(Map<String, Object> spec) {
        if (!label.equals(USUAL)) {
            Map<String, Object> versions = new TreeMap<>();
            named(spec, new TreeSet<>()).forEach(name -> versions.put(name, Map.of(label, name)));
            spec.put("versions", versions);
        }
        if (!hosts.isEmpty()) {
            spec.put("hosts", hosts);
        }
        if (!gateway.isEmpty()) {
            spec.put("gateway", gateway);
        }
    }

    /** Versions and their numbers, as in {@code v1=80}; a version alone gets all. */
    static Map<String, Object> numbers(List<String> texts) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        for (String text : texts) {
            int sign = text.indexOf('=');
            String name = sign < 0 ? text : text.substring(0, sign);
            String number = sign < 0 ? "100" : text.substring(sign + 1);
            if (name.isBlank() || numbers.containsKey(name)) {
                throw Refusal.usage(
                        "'" + text + "' must be a version and its percent, as in v1=80, and each version once");
            }
            numbers.put(name, number(text, number));
        }
        return numbers;
    }

    private static Number number(String text, String number) {
        try {
            return number.matches("[0-9]{1,9}") ? (Number) Integer.valueOf(number) : (Number) Double.valueOf(number);
        } catch (NumberFormatException e) {
            throw Refusal.usage("'" + text + "' must end in a number of percent, as in v1=80");
        }
    }

    /** Every version that is named as a destination or for copies. */
    private static Set<String> named(Object part, Set<String> names) {
        if (part instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (("to".equals(key) || "tcp".equals(key)) && value instanceof Map<?, ?> numbers) {
                    numbers.keySet().forEach(name -> names.add(String.valueOf(name)));
                } else {
                    named(value, names);
                }
            });
        } else if (part instanceof List<?> list) {
            list.forEach(item -> named(item, names));
        }
        return names;
    }
}
