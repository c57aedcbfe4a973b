package io.mirrorexperiment.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The Services by which versions are told apart where routes know no subsets: the user's, narrowed to one version by its selector, and one of
 * ours for the dark version. Whoever calls the user's Service, by whatever route, reaches one version only.
 *
 * @param course what is asked for
 * @param services all Services that were read
 */
record Fronts(Course course, List<Manifest> services) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 63;
    private static final String[] SELECTOR = {"spec", "selector"};

    static Fronts of(Course course, List<Manifest> objects) {
        return new Fronts(
                course,
                objects.stream()
                        .filter(object -> object.kind().equals(Kind.SERVICE))
                        .toList());
    }

    /** The Service that clients call. */
    Optional<Manifest> users() {
        return at(course.service());
    }

    /** The one that we made for the dark version. */
    Optional<Manifest> dark() {
        return at(darkName()).filter(Marks::ours);
    }

    String darkName() {
        return Marks.nameFor(course.service());
    }

    Address darkAddress() {
        return new Address(Kind.SERVICE, course.namespace(), darkName());
    }

    private Optional<Manifest> at(String name) {
        return services.stream()
                .filter(service ->
                        service.name().equals(name) && service.namespace().equals(course.namespace()))
                .findFirst();
    }

    /** What is in the way, in sentences. */
    List<String> obstacles() {
        Optional<Manifest> users = users();
        if (users.isEmpty()) {
            return List.of("Service %s/%s cannot be read.".formatted(course.namespace(), course.service()));
        }
        Map<String, String> selector = users.get().texts(SELECTOR);
        if (selector.isEmpty()
                || "None".equals(users.get().text("spec", "clusterIP").orElse(""))) {
            return List.of("%s has no selector or no address of its own, so it cannot be narrowed to the live version."
                    .formatted(words(users.get())));
        }
        if (darkName().length() > LONGEST_NAME) {
            return List.of("The name of Service %s is too long: ours for the dark version would be %s."
                    .formatted(course.service(), darkName()));
        }
        if (at(darkName()).filter(service -> !Marks.ours(service)).isPresent()) {
            return List.of("%s has the name that ours would get, but was not made by us: rename or delete it."
                    .formatted(darkAddress().words()));
        }
        return course.liveLabels().entrySet().stream()
                .filter(label -> selector.containsKey(label.getKey())
                        && !label.getValue().equals(selector.get(label.getKey()))
                        && users.get().annotation(Marks.BEFORE_SHIFT).isEmpty())
                .map(label ->
                        "%s selects %s=%s, which is not the live version's: name the version that it selects in spec.live."
                                .formatted(words(users.get()), label.getKey(), selector.get(label.getKey())))
                .toList();
    }

    private static String words(Manifest service) {
        return service.address().words();
    }

    /** Our Service for the dark version: the user's ports, and the user's selector with the dark version's labels. */
    Manifest made(Manifest users) {
        Map<String, String> selector = new TreeMap<>(unpinned(users).texts(SELECTOR));
        course.liveLabels().keySet().forEach(selector::remove);
        selector.putAll(course.darkLabels());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put(
                "ports",
                users.maps("spec", "ports").stream()
                        .map(port -> Fields.without(port, "nodePort"))
                        .toList());
        spec.put("selector", selector);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", darkName());
        metadata.put("namespace", course.namespace());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", "v1");
        tree.put("kind", "Service");
        tree.put("metadata", metadata);
        tree.put("spec", spec);
        return Marks.mark(Manifest.of(tree), course.run());
    }

    /** What is there of ours, as it has to be made for this run: a former run's serves as well. What a server added stays. */
    static Manifest renewed(Manifest there, Manifest made) {
        if (!there.kind().equals(Kind.SERVICE)) {
            return there.map("spec").equals(made.map("spec"))
                    ? there
                    : made(there, made).with(made.map("spec"), "spec");
        }
        return there.texts(SELECTOR).equals(made.texts(SELECTOR))
                ? there
                : made(there, made)
                        .with(made.texts(SELECTOR), SELECTOR)
                        .with(made.maps("spec", "ports"), "spec", "ports");
    }

    private static Manifest made(Manifest there, Manifest made) {
        return there.withAnnotation(Marks.RUN, made.annotation(Marks.RUN).orElse(""));
    }

    /** The user's Service, narrowed to the live version. */
    Manifest pinned(Manifest users) {
        Map<String, String> selector = users.texts(SELECTOR);
        Map<String, String> added = course.liveLabels().entrySet().stream()
                .filter(label -> !selector.containsKey(label.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        if (added.isEmpty() || isShifted(users)) {
            return users;
        }
        Manifest narrow = users;
        for (Map.Entry<String, String> label : new TreeMap<>(added).entrySet()) {
            narrow = narrow.with(label.getValue(), "spec", "selector", label.getKey());
        }
        return narrow.withAnnotation(Marks.PINNED, write(new TreeMap<>(added)));
    }

    /** What {@link #pinned} did is undone, where nobody has changed it since. */
    static Manifest unpinned(Manifest users) {
        Manifest wide = users;
        for (Map.Entry<String, String> label : pins(users).entrySet()) {
            if (label.getValue().equals(users.texts(SELECTOR).get(label.getKey()))) {
                wide = wide.without("spec", "selector", label.getKey());
            }
        }
        return isShifted(users) ? users : wide.withoutAnnotation(Marks.PINNED);
    }

    boolean isPinned(Manifest users) {
        return users.equals(pinned(users)) && !isShifted(users);
    }

    static boolean isShifted(Manifest users) {
        return users.annotation(Marks.BEFORE_SHIFT).isPresent();
    }

    /** The user's Service, led to the dark version. */
    Manifest shifted(Manifest users) {
        if (isShifted(users)) {
            return users;
        }
        Map<String, String> before = users.texts(SELECTOR);
        Map<String, String> after = new TreeMap<>(before);
        course.liveLabels().keySet().forEach(after::remove);
        after.putAll(course.darkLabels());
        return users.with(after, SELECTOR).withAnnotation(Marks.BEFORE_SHIFT, write(before));
    }

    /** What {@link #shifted} did is undone; empty if it cannot be known what was before. */
    Optional<Manifest> restored(Manifest users) {
        return users.annotation(Marks.BEFORE_SHIFT).isEmpty()
                ? Optional.of(users)
                : users.annotation(Marks.BEFORE_SHIFT)
                        .map(Fronts::read)
                        .filter(before -> !before.isEmpty())
                        .map(before -> users.with(before, SELECTOR).withoutAnnotation(Marks.BEFORE_SHIFT));
    }

    /** After a shift: what was ours of the Service is the user's. */
    Manifest settled(Manifest users) {
        return isShifted(users) ? users.withoutAnnotation(Marks.BEFORE_SHIFT).withoutAnnotation(Marks.PINNED) : users;
    }

    private static Map<String, String> pins(Manifest users) {
        return users.annotation(Marks.PINNED).map(Fronts::read).orElse(Map.of());
    }

    private static String write(Map<String, String> labels) {
        try {
            return JSON.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("labels that are no JSON", e);
        }
    }

    private static Map<String, String> read(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException unreadable) {
            return Map.of();
        }
    }
}
