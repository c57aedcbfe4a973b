package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Dark;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.traffic.scenario.Share;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** How users' requests are divided among live versions while a run lasts. */
final class ShiftForm {
    private static final String EXAMPLE = ", as in to: {v1: 80, v2: 20}";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,38}[A-Za-z0-9])?");

    private final Version live;
    private final Dark dark;

    ShiftForm(Version live, Dark dark) {
        this.live = live;
        this.dark = dark;
    }

    /** The mirror, beside that division if one is asked for. */
    Mirror read(Section spec, Mirror mirror) {
        if (!spec.has("shift")) {
            return mirror;
        }
        if (mirror.via() == Mirror.Via.EXISTING) {
            spec.refuse(
                    "shift",
                    "is for routes that the run edits; with via: existing divide the requests in your own route");
        }
        if (live.isRevision()) {
            spec.refuse("shift", "is for Deployments; a Knative Service divides requests by its own spec.traffic");
        }
        Section shift = spec.section("shift", "to");
        if (!shift.has("to")) {
            shift.missing("to", "say what each live version gets in percent" + EXAMPLE);
        }
        return shift.find("to").flatMap(this::weights).map(mirror::shifting).orElse(mirror);
    }

    private Optional<Map<String, Integer>> weights(Field field) {
        Optional<List<Share>> shares = new VersionsForm(Map.of()).shares(field);
        Map<String, Integer> weights = new TreeMap<>();
        shares.ifPresent(all -> all.forEach(share -> weights.put(share.version().name(), share.weight())));
        return shares.isEmpty() ? Optional.empty() : checked(field, weights);
    }

    private Optional<Map<String, Integer>> checked(Field field, Map<String, Integer> weights) {
        Optional<String> odd = weights.keySet().stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst();
        if (odd.isPresent()) {
            return field.wrong("names the version " + Shown.quoted(odd.get())
                    + "; a version is the value of the label version, at most 40 characters here");
        }
        if (weights.size() < 2) {
            return field.wrong("divides nothing; name two versions or more" + EXAMPLE + ", or leave shift out");
        }
        if (weights.keySet().stream().map(ShiftForm::plain).distinct().count() < weights.size()) {
            return field.wrong(
                    "has versions that differ by a dot, a line or their case only; a subset cannot be named after each");
        }
        if (live instanceof Version.Labelled labelled && !weights.containsKey(labelled.version())) {
            return field.wrong("does not say what the live version " + labelled.version() + " gets");
        }
        return darkVersion()
                .filter(weights::containsKey)
                .<Optional<Map<String, Integer>>>map(
                        name -> field.wrong("names " + name + ", the dark version: it gets copies only; take it out"))
                .orElse(Optional.of(weights));
    }

    private Optional<String> darkVersion() {
        if (dark.source() instanceof DarkSource.Clone clone) {
            return Optional.of(clone.version());
        }
        return dark.source() instanceof DarkSource.Present present
                        && present.version() instanceof Version.Labelled labelled
                ? Optional.of(labelled.version())
                : Optional.empty();
    }

    private static String plain(String version) {
        return version.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }
}
