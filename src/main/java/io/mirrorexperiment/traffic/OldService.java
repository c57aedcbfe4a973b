package io.mirrorexperiment.traffic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service as a rule of Istio 0.x names it, resolved as {@code ResolveHostname} of its pilot did.
 *
 * @param name of the Service; a whole host for what is outside the cluster
 * @param namespace of the Service; empty where neither it nor its rule names one
 * @param domain what follows name and namespace; empty for what is outside the cluster
 * @param labels of the version that is meant; none means all
 */
record OldService(String name, String namespace, String domain, Map<String, String> labels) {
    static final String USUAL_DOMAIN = "svc.cluster.local";
    private static final Pattern FULL = Pattern.compile("([a-z0-9-]+)\\.([a-z0-9-]+)\\.(svc\\..+)");

    /**
     * Reads one.
     *
     * @param written a map of fields, or the text that versions before 0.2 had
     * @param home namespace of the rule
     */
    static OldService of(Object written, String home) {
        if (!(written instanceof Map<?, ?>)) {
            return hosted(String.valueOf(written), home, Map.of());
        }
        Map<String, Object> fields = Fields.map(Map.of("it", written), "it");
        Map<String, String> labels = labels(fields, "labels");
        Optional<String> whole = Fields.text(fields, "service");
        return whole.isPresent()
                ? hosted(whole.get(), home, labels)
                : new OldService(
                        Fields.text(fields, "name").orElse(""),
                        Fields.text(fields, "namespace").orElse(home),
                        Fields.text(fields, "domain").orElse(USUAL_DOMAIN),
                        labels);
    }

    private static OldService hosted(String host, String home, Map<String, String> labels) {
        Matcher full = FULL.matcher(host);
        if (full.matches()) {
            return new OldService(full.group(1), full.group(2), full.group(3), labels);
        }
        boolean outside = host.matches(".*[.*/].*");
        return new OldService(host, home, outside ? "" : USUAL_DOMAIN, labels);
    }

    /** A map of texts, sorted by name. */
    static Map<String, String> labels(Map<String, Object> fields, String word) {
        Map<String, String> labels = new TreeMap<>();
        Fields.map(fields, word).forEach((key, value) -> labels.put(key, String.valueOf(value)));
        return java.util.Collections.unmodifiableMap(labels);
    }

    /** Likewise of another version. */
    OldService version(Map<String, String> others) {
        return new OldService(name, namespace, domain, others);
    }

    /** The same without a version: what one VirtualService and one DestinationRule are for. */
    OldService whole() {
        return version(Map.of());
    }

    boolean isOutside() {
        return domain.isEmpty();
    }

    /** As an object of a namespace names it: short where that means the same. */
    String hostFrom(String reader) {
        if (isOutside() || (namespace.equals(reader) && domain.equals(USUAL_DOMAIN))) {
            return name;
        }
        return name + "." + (namespace.isEmpty() ? "default" : namespace) + "." + domain;
    }

    /** A name for the objects that are made for it. */
    String objectName() {
        String plain = name.replace("*", "any").replaceAll("[^a-z0-9.-]", "-").replaceAll("^[.-]+|[.-]+$", "");
        return isOutside() || domain.equals(USUAL_DOMAIN) ? plain : plain + "." + domain;
    }
}
