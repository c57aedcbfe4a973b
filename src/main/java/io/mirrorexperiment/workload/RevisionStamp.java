package io.mirrorexperiment.workload;

import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A new revision of a Knative Service, by its template: another name, another image, and a pod that is always there. What of the template
 * was before is kept in an annotation on the Service, without the environment. Pure.
 */
public final class RevisionStamp {
    private static final Remembered BEFORE = new Remembered("mirror-experiment.io/before-revision");
    private static final String MIN_SCALE = "autoscaling.knative.dev/min-scale";
    private static final String[] NAME = {"spec", "template", "metadata", "name"};
    private static final String[] ANNOTATIONS = {"spec", "template", "metadata", "annotations"};

    /** Knative's names for what it makes of a revision end in up to eleven characters more, and are labels of a domain. */
    private static final int LONGEST = 52;

    private RevisionStamp() {}

    /** The Service that asks for the new revision, or why it cannot be had. */
    public static Found<Manifest> stamped(Manifest service, DarkSource.Stamped wanted, String run) {
        if (isStamped(service, run)) {
            return new Found.There<>(service);
        }
        Optional<String> trouble = trouble(service, wanted.revision());
        if (trouble.isPresent()) {
            return new Found.NotClear<>(trouble.get());
        }
        Found<String> container = Containers.meantBy(service, wanted.image());
        return container instanceof Found.There<String> there
                ? new Found.There<>(stamped(service, wanted, there.value(), run))
                : new Found.NotClear<>(((Found.NotClear<String>) container).because());
    }

    private static Optional<String> trouble(Manifest service, String revision) {
        if (!revision.startsWith(service.name() + "-") || revision.length() > LONGEST) {
            return Optional.of("a revision of " + service.address().words() + " has a name that begins with "
                    + service.name() + "- and has at most " + LONGEST + " characters; " + revision + " does not");
        }
        return BEFORE.isOn(service)
                ? Optional.of(service.address().words() + " still has the note " + BEFORE.annotation()
                        + " of another run; mirror-experiment restore or reap undoes that run")
                : Optional.empty();
    }

    private static Manifest stamped(Manifest service, DarkSource.Stamped wanted, String container, String run) {
        Manifest noted = BEFORE.on(service, () -> before(service, wanted.revision(), container, run));
        Manifest named = Containers.withImage(noted, container, wanted.image()).with(wanted.revision(), NAME);
        return keepsAPod(service.texts(ANNOTATIONS)) ? named : scaled(named, Map.of(MIN_SCALE, "1"));
    }

    private static Map<String, Object> before(Manifest service, String revision, String container, String run) {
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("run", run);
        before.put("revision", revision);
        service.text(NAME).ifPresent(name -> before.put("name", name));
        before.put("container", container);
        before.put("image", Containers.image(service, container).orElse(""));
        before.put("scale", scale(service.texts(ANNOTATIONS)));
        return before;
    }

    /** Whether a run has asked a Service for a revision of its own, and nobody has undone that. */
    public static boolean isStamped(Manifest service, String run) {
        return BEFORE.read(service)
                .filter(before -> run.equals(before.get("run")))
                .isPresent();
    }

    /** The Service as it was before it asked for the revision; where somebody has changed the name since, the template is theirs. */
    public static Manifest withdrawn(Manifest service, String run) {
        if (!isStamped(service, run)) {
            return service;
        }
        Map<String, Object> before = BEFORE.read(service).orElseThrow();
        String revision = String.valueOf(before.get("revision"));
        Manifest plain = Targets.of(service).without(revision).in(BEFORE.off(service));
        return service.text(NAME).equals(Optional.of(revision)) ? template(plain, before) : plain;
    }

    private static Manifest template(Manifest service, Map<String, Object> before) {
        Manifest restored = Containers.withImage(
                service, String.valueOf(before.get("container")), String.valueOf(before.get("image")));
        Object name = before.get("name");
        restored = name instanceof String text ? restored.with(text, NAME) : restored.without(NAME);
        Map<String, String> scale = new LinkedHashMap<>();
        Remembered.fields(before.getOrDefault("scale", Map.of()))
                .forEach((key, value) -> scale.put(key, String.valueOf(value)));
        return scaled(restored, scale);
    }

    /** With an entry at 0 %, by which Knative takes the revision for reachable and keeps its pod. */
    public static Manifest reachable(Manifest service, String revision) {
        return Targets.of(service).naming(revision).in(service);
    }

    /** Whether a revision is of the image that was asked for. */
    public static boolean runs(Manifest revision, DarkSource.Stamped wanted) {
        return revision.maps("spec", "containers").stream()
                .anyMatch(container -> wanted.image().equals(container.get("image")));
    }

    /** A promoted revision is the user's: the note goes. */
    static Manifest kept(Manifest service) {
        return BEFORE.off(service);
    }

    /** The revision as it will be, as far as whoever plans has to know it. */
    public static Manifest revision(Manifest service) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", service.text(NAME).orElse(""));
        metadata.put("namespace", service.namespace());
        metadata.put("annotations", service.texts(ANNOTATIONS));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("apiVersion", Kind.REVISION.group() + "/v1");
        tree.put("kind", Kind.REVISION.kind());
        tree.put("metadata", metadata);
        tree.put("spec", service.map("spec", "template", "spec"));
        return Manifest.of(tree);
    }

    /** What a careful person would like to know before the template is changed. */
    public static List<String> warnings(Manifest service, Manifest stamped) {
        String revision = stamped.text(NAME).orElse("");
        Optional<String> pod = keepsAPod(service.texts(ANNOTATIONS))
                ? Optional.empty()
                : Optional.of(
                        revision + " gets " + MIN_SCALE + " 1, for copies go straight to its pods and nobody would"
                                + " start one for them; a promoted revision keeps that, and your manifest decides for the next one");
        Optional<String> name = service.text(NAME).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "the template of " + service.address().words()
                                + " has no name: after a rollback Knative makes one more revision of it, equal to the live one");
        Optional<String> tag = Targets.of(service)
                .newestTag()
                .map(given ->
                        "the tag " + given + " follows the newest revision: whoever calls it reaches the dark one");
        return java.util.stream.Stream.of(pod, name, tag)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether a revision with these annotations has a pod whenever a route knows it. */
    static boolean keepsAPod(Map<String, String> annotations) {
        return scale(annotations).values().stream().anyMatch(scale -> scale.matches("0*[1-9][0-9]*"));
    }

    private static Map<String, String> scale(Map<String, String> annotations) {
        Map<String, String> scale = new LinkedHashMap<>(annotations);
        scale.keySet().retainAll(KnativeRevisions.MIN_SCALE);
        return scale;
    }

    /** With these annotations about the least scale and no other. */
    private static Manifest scaled(Manifest service, Map<String, String> scale) {
        Manifest bare = service;
        for (String key : KnativeRevisions.MIN_SCALE) {
            bare = bare.without("spec", "template", "metadata", "annotations", key);
        }
        for (Map.Entry<String, String> each : scale.entrySet()) {
            bare = bare.with(each.getValue(), "spec", "template", "metadata", "annotations", each.getKey());
        }
        return bare;
    }
}
