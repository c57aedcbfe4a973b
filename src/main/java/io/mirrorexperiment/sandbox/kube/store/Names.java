package io.mirrorexperiment.sandbox.kube.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/** What names, labels and annotations may look like. */
public final class Names {
    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String OLD_LABEL = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
    private static final Pattern QUALIFIED =
            Pattern.compile("(" + SUBDOMAIN + "/)?([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
    private static final Set<String> LABEL_NAMED = Set.of("namespaces");
    private static final Set<String> OLD_LABEL_NAMED = Set.of("services");
    private static final int ANNOTATIONS_LIMIT = 256 * 1024;
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private static final Random RANDOM = new SecureRandom();

    private Names() {}

    /** A suffix as the API server generates it: characters that spell no words. */
    public static String suffix(int length) {
        StringBuilder suffix = new StringBuilder();
        RANDOM.ints(length, 0, ALPHABET.length()).forEach(i -> suffix.append(ALPHABET.charAt(i)));
        return suffix.toString();
    }

    /** A number in the alphabet of suffixes, as pod template hashes are written. */
    public static String encoded(long number) {
        StringBuilder text = new StringBuilder();
        for (char digit : Long.toString(number).toCharArray()) {
            text.append(ALPHABET.charAt(digit % ALPHABET.length()));
        }
        return text.toString();
    }

    static List<Mistake> check(Kind kind, JsonNode object) {
        List<Mistake> mistakes = new ArrayList<>();
        JsonNode metadata = object.path("metadata");
        checkName(kind, Tree.name(object), mistakes);
        Tree.words(metadata.path("labels")).forEach((key, value) -> checkLabel(key, value, mistakes));
        checkAnnotations(Tree.words(metadata.path("annotations")), mistakes);
        return mistakes;
    }

    private static void checkName(Kind kind, String name, List<Mistake> mistakes) {
        if (name.isEmpty()) {
            mistakes.add(Mistake.required("metadata.name", "name or generateName is required"));
        } else if (kind.group().equals("rbac.authorization.k8s.io")) {
            if (name.contains("/") || name.contains("%") || name.equals(".") || name.equals("..")) {
                mistakes.add(Mistake.invalid("metadata.name", name, "may not contain '/' or '%'"));
            }
        } else if (LABEL_NAMED.contains(kind.plural()) && kind.group().isEmpty()) {
            checkForm(name, LABEL, 63, "a lowercase RFC 1123 label", "'my-name',  or '123-abc'", mistakes);
        } else if (OLD_LABEL_NAMED.contains(kind.plural()) && kind.group().isEmpty()) {
            checkForm(name, OLD_LABEL, 63, "a DNS-1035 label", "'my-name',  or 'abc-123'", mistakes);
        } else {
            checkForm(name, SUBDOMAIN, 253, "a lowercase RFC 1123 subdomain", "'example.com'", mistakes);
        }
    }

    private static void checkForm(
            String name, String form, int limit, String what, String example, List<Mistake> mistakes) {
        if (name.length() > limit) {
            mistakes.add(Mistake.invalid("metadata.name", name, "must be no more than " + limit + " characters"));
        }
        if (!name.matches(form)) {
            String dots = what.contains("subdomain") ? "'-' or '.'" : "'-'";
            mistakes.add(Mistake.invalid(
                    "metadata.name",
                    name,
                    what + " must consist of lower case alphanumeric characters, " + dots
                            + ", and must start and end with an alphanumeric character (e.g. " + example
                            + ", regex used for validation is '" + form + "')"));
        }
    }

    private static void checkLabel(String key, String value, List<Mistake> mistakes) {
        if (!QUALIFIED.matcher(key).matches()) {
            mistakes.add(Mistake.invalid("metadata.labels", key, "name part must consist of alphanumeric characters"));
        }
        if (value.length() > 63 || !LABEL_VALUE.matcher(value).matches()) {
            mistakes.add(Mistake.invalid(
                    "metadata.labels",
                    value,
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
                            + " must start and end with an alphanumeric character, and be no more than 63 characters"));
        }
    }

    private static void checkAnnotations(Map<String, String> annotations, List<Mistake> mistakes) {
        long size = 0;
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            size += annotation.getKey().length() + annotation.getValue().getBytes(StandardCharsets.UTF_8).length;
            if (!QUALIFIED
                    .matcher(annotation.getKey().toLowerCase(java.util.Locale.ROOT))
                    .matches()) {
                mistakes.add(Mistake.invalid(
                        "metadata.annotations",
                        annotation.getKey(),
                        "name part must consist of alphanumeric characters, '-', '_' or '.'"));
            }
        }
        if (size > ANNOTATIONS_LIMIT) {
            mistakes.add(Mistake.tooLong("metadata.annotations", ANNOTATIONS_LIMIT));
        }
    }
}
