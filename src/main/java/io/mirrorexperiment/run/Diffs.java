package io.mirrorexperiment.run;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.TrafficMirror;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What a course changes on routes, for people to read: pure. */
final class Diffs {
    private static final int CONTEXT = 3;

    private Diffs() {}

    /** One unified diff for each route object that differs while the mirror is open. */
    static List<String> of(TrafficMirror traffic, Course course, List<Manifest> objects) {
        List<Manifest> after = objects;
        List<BiFunction<Course, List<Manifest>, Step>> steps = List.of(traffic::prepare, traffic::pin, traffic::mirror);
        for (BiFunction<Course, List<Manifest>, Step> step : steps) {
            if (step.apply(course, after) instanceof Step.Changes changes) {
                after = Change.applied(changes.changes(), after);
            }
        }
        return diffs(byAddress(objects), byAddress(after));
    }

    /** The specs of route objects as they are now, in one YAML text. */
    static String originals(List<Manifest> objects, List<String> routes) {
        Map<String, Object> originals = new LinkedHashMap<>();
        objects.stream()
                .filter(object -> routes.contains(object.address().toString()))
                .forEach(object -> originals.put(object.address().toString(), object.map("spec")));
        return ManifestText.write(originals);
    }

    /** One unified diff for each object that differs, is new or is gone. */
    static List<String> between(List<Manifest> before, List<Manifest> after) {
        Map<Address, Manifest> there = byAddress(before);
        Map<Address, Manifest> later = byAddress(after);
        List<String> diffs = new ArrayList<>(diffs(there, later));
        there.keySet().stream()
                .filter(address -> !later.containsKey(address))
                .map(address -> "--- " + address.words() + "\n+++ /dev/null")
                .forEach(diffs::add);
        return diffs;
    }

    private static List<String> diffs(Map<Address, Manifest> before, Map<Address, Manifest> after) {
        List<String> diffs = new ArrayList<>();
        after.forEach((address, object) -> {
            if (object.equals(before.get(address))) {
                return;
            }
            List<String> old = before.containsKey(address) ? lines(before.get(address)) : List.of();
            List<String> now = lines(object);
            if (!old.equals(now)) {
                diffs.add(String.join(
                        "\n",
                        UnifiedDiffUtils.generateUnifiedDiff(
                                old.isEmpty() ? "/dev/null" : address.words(),
                                address.words(),
                                old,
                                DiffUtils.diff(old, now),
                                CONTEXT)));
            }
        });
        return diffs;
    }

    /** Only what routes are made of: no status, no server's fields, no last-applied text. */
    private static List<String> lines(Manifest object) {
        Manifest bare = object.asAuthored().withoutAnnotation("kubectl.kubernetes.io/last-applied-configuration");
        return ManifestText.write(bare.tree()).lines().toList();
    }

    private static Map<Address, Manifest> byAddress(List<Manifest> objects) {
        Map<Address, Manifest> map = new LinkedHashMap<>();
        objects.forEach(object -> map.put(object.address(), object));
        return map;
    }
}
