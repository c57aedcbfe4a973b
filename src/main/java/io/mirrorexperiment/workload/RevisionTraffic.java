package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the traffic of a Knative Service from one of its revisions to another, and back. What the Service asked for before is kept in
 * an annotation on it. Pure: every method returns the Service as it shall be, and is idempotent.
 */
public final class RevisionTraffic {
    private static final Remembered BEFORE = new Remembered("mirror-experiment.io/before-promotion");

    private static final Remembered BEFORE_PIN = new Remembered("mirror-experiment.io/before-pin");

    private RevisionTraffic() {}

    /** All traffic goes to the live revision by its name, so that it does not follow the newest one. */
    public static Manifest pinned(Manifest service, String live) {
        Targets before = Targets.of(service);
        Targets pinned = before.allTo(live);
        return pinned.means(before) ? service : pinned.in(noted(BEFORE_PIN, service));
    }

    /** What {@link #pinned} did is undone; where somebody has changed the list since, theirs stays. */
    public static Manifest unpinned(Manifest service, String live) {
        return before(BEFORE_PIN, service)
                .map(original -> Targets.of(service).means(original.allTo(live)) ? original : Targets.of(service))
                .map(traffic -> traffic.in(BEFORE_PIN.off(service)))
                .orElse(service);
    }

    /** All traffic goes to the dark revision by its name; the live one stays reachable at 0 %. */
    public static Manifest promoted(Manifest service, String live, String dark) {
        return moved(Targets.of(service), live, dark).in(noted(BEFORE, service));
    }

    /** The notes of what was before go, and with them the way back. */
    public static Manifest settled(Manifest service) {
        return RevisionStamp.kept(BEFORE_PIN.off(BEFORE.off(service))).withoutAnnotation(Mark.PROMOTED);
    }

    /**
     * What {@link #promoted} did is undone. Where somebody has changed the list since, theirs stays, and only what the dark revision
     * gets of it goes back to the live one.
     *
     * @throws IllegalStateException if somebody has spoilt the annotation that says what was before
     */
    public static Manifest takenBack(Manifest service, String live, String dark) {
        return before(BEFORE, service)
                .map(original -> back(service, original, live, dark).in(BEFORE.off(service)))
                .orElse(service);
    }

    /** A promoted Service, from now on without a way back: it carries the id of the run instead of what was before. */
    public static Manifest handedOver(Manifest service, String run) {
        return BEFORE.isOn(service) ? BEFORE.off(service).withAnnotation(Mark.PROMOTED, run) : service;
    }

    /** Whether a run has taken the way back away. */
    public static boolean isHandedOver(Manifest service, String run) {
        return service.annotation(Mark.PROMOTED).filter(run::equals).isPresent();
    }

    private static Targets moved(Targets before, String live, String dark) {
        return before.naming(live).allTo(dark);
    }

    private static Targets back(Manifest service, Targets original, String live, String dark) {
        Targets now = Targets.of(service);
        if (now.means(moved(original, live, dark))) {
            return original;
        }
        return now.share(dark) > 0 ? now.allTo(live) : now;
    }

    private static Manifest noted(Remembered note, Manifest service) {
        return note.on(service, () -> Map.of("traffic", Targets.of(service).entries()));
    }

    private static Optional<Targets> before(Remembered note, Manifest service) {
        return note.read(service).map(before -> {
            if (before.get("traffic") instanceof List<?> entries) {
                return new Targets(entries.stream().map(Remembered::fields).toList());
            }
            throw note.spoilt(service);
        });
    }
}
