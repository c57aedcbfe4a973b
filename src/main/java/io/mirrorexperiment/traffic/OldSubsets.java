package io.mirrorexperiment.traffic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Names of subsets for the versions of services that old rules tell apart by labels; the same labels get the same name every time. */
final class OldSubsets {
    private static final int LONGEST = 63;

    private final Map<OldService, Set<Map<String, String>>> versions = new LinkedHashMap<>();

    /** Learns that some rule names a version. */
    void add(OldService service) {
        if (!service.labels().isEmpty()) {
            versions.computeIfAbsent(service.whole(), any -> new LinkedHashSet<>())
                    .add(service.labels());
        }
    }

    void addAll(Collection<OldService> services) {
        services.forEach(this::add);
    }

    /** The name of a version; empty for all versions. */
    Optional<String> name(OldService service) {
        return service.labels().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(names(service.whole()).get(service.labels()));
    }

    /** The versions of a service by name, sorted by name. */
    Map<String, Map<String, String>> of(OldService service) {
        Map<String, Map<String, String>> sorted = new TreeMap<>();
        names(service.whole()).forEach((labels, name) -> sorted.put(name, labels));
        return sorted;
    }

    private Map<Map<String, String>, String> names(OldService service) {
        Set<Map<String, String>> all = versions.getOrDefault(service, Set.of());
        Map<Map<String, String>, String> names = new LinkedHashMap<>();
        all.forEach(labels -> {
            boolean taken = all.stream()
                    .anyMatch(other -> !other.equals(labels) && plain(other).equals(plain(labels)));
            names.put(labels, taken ? plain(labels) + "-" + digest(labels) : plain(labels));
        });
        return names;
    }

    /** The value of a label {@code version} alone; else all labels, as {@code key-value}. As a DNS label, which Istio asks for. */
    private static String plain(Map<String, String> labels) {
        String text = labels.keySet().equals(Set.of("version"))
                ? String.valueOf(labels.get("version"))
                : labels.entrySet().stream()
                        .map(label -> label.getKey() + "-" + label.getValue())
                        .collect(Collectors.joining("-"));
        String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        String cut = plain.substring(0, Math.min(LONGEST - 7, plain.length())).replaceAll("^-+|-+$", "");
        return cut.isEmpty() ? "version" : cut;
    }

    private static String digest(Map<String, String> labels) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256")
                    .digest(new TreeMap<>(labels).toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes, 0, 3);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
