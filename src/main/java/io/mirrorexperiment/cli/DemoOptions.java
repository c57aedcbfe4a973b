package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.sandbox.Bookinfo;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the demo plays, and how fast. */
final class DemoOptions {
    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "good",
            description =
                    "the ending to show: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); knative plays Iter8's tutorial on"
                            + " mirrored traffic from its own files, which say how often and by which rule; travels plays"
                            + " Kiali's tutorial on traffic scenarios, and knows --qps, --seed, --speed, --break and --keep only")
    Scenario scenario = Scenario.GOOD;

    @Option(
            names = "--dark",
            paramLabel = "PROFILE",
            description =
                    "how the dark version behaves, as in errors=0.05,latency=20ms±5ms (+- will do for ±); other words:"
                            + " status, stalls, start, size, never, strain")
    Optional<String> dark = Optional.empty();

    @Option(
            names = "--percent",
            defaultValue = "100",
            paramLabel = "N",
            description = "share of the live requests to mirror (default: ${DEFAULT-VALUE})")
    double percent = 100;

    @Option(
            names = "--qps",
            defaultValue = "20",
            paramLabel = "N",
            description = "requests per second to productpage (default: ${DEFAULT-VALUE})")
    double qps = 20;

    @Option(
            names = "--interval",
            defaultValue = "2s",
            paramLabel = "TIME",
            description = "time between two looks (default: ${DEFAULT-VALUE})")
    String interval = "2s";

    @Option(
            names = "--iterations",
            defaultValue = "50",
            paramLabel = "N",
            description = "looks that count, at most (default: ${DEFAULT-VALUE})")
    int iterations = 50;

    @Option(
            names = "--rule",
            defaultValue = "sequential",
            paramLabel = "RULE",
            description = "sequential: ends as soon as the evidence suffices; point: the last look decides"
                    + " (default: ${DEFAULT-VALUE})")
    Decision.Rule rule = Decision.Rule.SEQUENTIAL;

    @Option(
            names = "--metrics",
            paramLabel = "WHERE",
            defaultValue = "prometheus",
            description =
                    "where counters are read: ${COMPLETION-CANDIDATES}; direct asks the pods' sidecars, and needs no"
                            + " metrics system (default: ${DEFAULT-VALUE})")
    DemoMetrics metrics = DemoMetrics.PROMETHEUS;

    @Option(
            names = "--promote",
            description =
                    "with --scenario knative: promote the revision that conforms; the tutorial itself only judges")
    boolean promote;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "seed of all chance in the sandbox (default: ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "N",
            description = "everything N times as fast: looks, waits, scrapes and load (default: ${DEFAULT-VALUE})")
    double speed = 1;

    @Option(
            names = "--break",
            split = ",",
            paramLabel = "RULE",
            description = "with --scenario travels: leave rules out, to see which claims depend on them:"
                    + " ${COMPLETION-CANDIDATES}")
    List<Broken> broken = List.of();

    /**
     * How the dark version behaves.
     *
     * @throws Refusal if the profile cannot be read
     */
    ImageProfile darkProfile() {
        return darkProfile(Bookinfo.images(), Bookinfo.DARK);
    }

    /** The same for another image. */
    ImageProfile darkProfile(Map<String, ImageProfile> images, String image) {
        ImageProfile well = Optional.ofNullable(images.get(image))
                .orElseThrow(() -> new IllegalStateException("the sandbox has no image " + image));
        try {
            ImageProfile played = scenario.dark(well);
            return dark.map(text -> ImageProfile.parse(played, text)).orElse(played);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--dark: " + e.getMessage());
        }
    }

    /** Requests per second, sped up. */
    double load() {
        return qps * speed;
    }

    /** @throws Refusal if a number is out of range */
    void check() {
        require(qps > 0 && load() <= 2000, "--qps times --speed must be over 0 and at most 2000, but is " + load());
        require(speed >= 0.1 && speed <= 50, "--speed must be from 0.1 to 50, but is " + speed);
        require(percent > 0 && percent <= 100, "--percent must be over 0 and at most 100, but is " + percent);
        require(iterations > 0, "--iterations must be 1 or more, but is " + iterations);
        var unusedProfile = darkProfile();
        var unusedText = DemoSpec.text(this, "http://localhost");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw Refusal.usage(otherwise);
        }
    }
}
