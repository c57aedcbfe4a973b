package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the objects around one service are before us and after each of our steps.
 *
 * @param name of the case
 * @param found what a user had
 * @param after by the name of the step, in their order; a barred step makes none
 */
record RouteStates(String name, List<Manifest> found, List<State> after) {
    /** The objects after a step. */
    record State(String step, List<Manifest> objects) {}

    private interface Taken {
        Step take(Course course, List<Manifest> objects);
    }

    private static final TrafficMirror ISTIO = new IstioMirror();
    private static final Map<String, Taken> STEPS = Map.of(
            "prepare", ISTIO::prepare,
            "pin", ISTIO::pin,
            "mirror", ISTIO::mirror,
            "unmirror", ISTIO::unmirror,
            "shift", ISTIO::shift,
            "shiftBack", ISTIO::shiftBack,
            "dropOld", ISTIO::dropOld,
            "unpin", ISTIO::unpin,
            "clear", ISTIO::clear);

    /** The courses that runs take: rolled back, taken back after promotion, promoted. */
    private static final List<List<String>> WAYS = List.of(
            List.of("prepare", "pin", "mirror", "unmirror", "unpin", "clear"),
            List.of("prepare", "pin", "mirror", "unmirror", "shift", "shiftBack", "unpin", "clear"),
            List.of("prepare", "pin", "mirror", "unmirror", "shift", "dropOld", "unpin", "clear"));

    /** The golden folders that Istio's provider renders. */
    static List<RouteStates> golden(Path folders) throws IOException {
        List<RouteStates> all = new ArrayList<>();
        for (Path folder : GoldenTest.listed(folders)) {
            GoldenTest.GoldenCase golden = GoldenTest.GoldenCase.read(folder);
            if (golden.mirror() instanceof IstioMirror) {
                all.add(along(folder.getFileName().toString(), golden));
            }
        }
        return all;
    }

    /** The objects of one kind in the golden folders that a provider renders. */
    static List<RouteStates> golden(Path folders, String provider, Kind kind) throws IOException {
        List<RouteStates> all = new ArrayList<>();
        for (Path folder : GoldenTest.listed(folders)) {
            GoldenTest.GoldenCase golden = GoldenTest.GoldenCase.read(folder);
            if (golden.mirror().name().equals(provider)) {
                all.add(along(folder.getFileName().toString(), golden).only(kind));
            }
        }
        return all;
    }

    private static RouteStates along(String name, GoldenTest.GoldenCase golden) {
        List<State> after = new ArrayList<>();
        List<Manifest> objects = golden.objects();
        for (String step : golden.steps()) {
            List<Manifest> made = step.equals("survey") ? objects : Cluster.after(golden.take(step, objects), objects);
            if (!made.equals(objects)) {
                after.add(new State(after.size() + "-" + step, made));
            }
            objects = made;
        }
        return new RouteStates(name, golden.objects(), after);
    }

    private RouteStates only(Kind kind) {
        return new RouteStates(
                name,
                only(kind, found),
                after.stream()
                        .map(state -> new State(state.step(), only(kind, state.objects())))
                        .toList());
    }

    private static List<Manifest> only(Kind kind, List<Manifest> objects) {
        return objects.stream().filter(object -> object.kind().equals(kind)).toList();
    }

    /** Along every way that a run can take. */
    static List<RouteStates> generated(String name, Course course, List<Manifest> found) {
        List<RouteStates> all = new ArrayList<>();
        for (List<String> way : WAYS) {
            all.add(along(name + "-" + all.size(), course, found, way));
        }
        return all;
    }

    private static RouteStates along(String name, Course course, List<Manifest> found, List<String> steps) {
        List<State> after = new ArrayList<>();
        List<Manifest> objects = found;
        for (String step : steps) {
            Taken taken = STEPS.get(step);
            if (taken == null) {
                throw new IllegalArgumentException("no step " + step);
            }
            List<Manifest> made = Cluster.after(taken.take(course, objects), objects);
            if (!made.equals(objects)) {
                after.add(new State(step, made));
            }
            objects = made;
        }
        return new RouteStates(name, found, after);
    }
}
