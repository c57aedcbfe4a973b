package io.mirrorexperiment.cli;

import static io.mirrorexperiment.cli.CommentedYaml.name;
import static io.mirrorexperiment.cli.CommentedYaml.plain;
import static io.mirrorexperiment.cli.CommentedYaml.quoted;
import static io.mirrorexperiment.cli.CommentedYaml.rounded;
import static io.mirrorexperiment.cli.CommentedYaml.time;

import io.mirrorexperiment.run.Behind.Serving;
import java.util.List;

/** Writes a first spec, with what it rests on in comments. Pure. */
final class FirstSpecText {
    private final FirstSpec spec;
    private final CommentedYaml yaml = new CommentedYaml();

    private FirstSpecText(FirstSpec spec) {
        this.spec = spec;
    }

    /** Without what can be said only after it has been read. */
    static String of(FirstSpec spec) {
        return of(spec, List.of(), List.of());
    }

    /**
     * The whole text.
     *
     * @param defaults what holds although the spec does not say it
     * @param forecast what today's traffic can decide
     */
    static String of(FirstSpec spec, List<String> defaults, List<String> forecast) {
        FirstSpecText text = new FirstSpecText(spec);
        text.head();
        text.versions();
        text.mirror();
        new FirstSpecEvidence(spec, text.yaml).write();
        text.rest(forecast);
        text.yaml.comments("Left out, so this holds:", defaults);
        return text.yaml.text();
    }

    private void head() {
        yaml.head("Written by `mirror-experiment init " + spec.asked() + "`, by what was seen; nothing was touched.");
        yaml.head(
                spec.edits().isEmpty()
                        ? "Nothing has to be edited. Look through it, then: mirror-experiment check, plan, run."
                        : "What has to be edited is marked EDIT. Then: mirror-experiment check, plan, run.");
        yaml.head("What a field means: mirror-experiment explain mirror.percent");
        yaml.line("apiVersion: mirror-experiment.io/v1");
        yaml.line("kind: MirrorExperiment");
        yaml.line("metadata: {name: " + name(spec.name()) + ", namespace: " + name(spec.namespace()) + "}");
        yaml.line("spec:");
        yaml.line("  service: " + name(spec.service()));
    }

    private void versions() {
        yaml.comment("Live is " + words(spec.live()) + ".");
        yaml.line("  live: {deployment: " + name(spec.live().deployment()) + "}");
        if (spec.dark() instanceof FirstSpec.Dark.Present present) {
            yaml.comment("Dark is there already: " + words(present.serving())
                    + ". It stays, and is promoted only if promotion: auto is said.");
            yaml.line("  dark: {deployment: " + name(present.serving().deployment()) + "}");
            return;
        }
        FirstSpec.Dark.Clone clone = (FirstSpec.Dark.Clone) spec.dark();
        yaml.comment("Dark will be live cloned with another image, under the label version=" + clone.version() + ".");
        yaml.line("  dark: {version: " + quoted(clone.version()) + ", image: " + quoted(clone.image()) + "}"
                + (clone.told() ? "" : "   # EDIT: the image to try; this is live's own"));
    }

    private static String words(Serving version) {
        String labelled = version.version().isEmpty() ? "without a version label" : "version " + version.version();
        return "Deployment " + version.deployment() + " (" + labelled + ", " + String.join(", ", version.images())
                + "), "
                + version.sidecars() + " of " + version.pods() + (version.pods() == 1 ? " pod" : " pods")
                + " with a sidecar";
    }

    private void mirror() {
        if (spec.copies().theirs()) {
            yaml.comment("A mirror is there already: it is watched, and stays. It copies "
                    + spec.copies().percent().stream()
                            .mapToObj(share -> plain(share) + " %")
                            .findFirst()
                            .orElse("an unknown share")
                    + " of the live requests.");
            yaml.line("  mirror: {via: existing}");
            return;
        }
        double share = spec.copies().percent().orElse(100);
        yaml.comment(
                "Live's requests per second: about " + rounded(spec.seen().perSecond()) + "; " + plain(share)
                        + " % of them are enough to decide, as reckoned below. Only GET, HEAD and OPTIONS are copied:"
                        + " counters do not tell methods, so if many are others, add methods: ['*'], and dark gets writes, too.");
        yaml.line("  mirror: {percent: " + plain(share) + "}");
    }

    private void rest(List<String> forecast) {
        yaml.comments("What the traffic seen can decide, as `plan` reckons it:", forecast);
        yaml.line("  duration: {interval: " + time(spec.cadence().interval()) + ", iterations: "
                + spec.cadence().iterations() + ", warmUp: " + spec.cadence().warmUp() + "}");
        if (spec.seen().sparse()) {
            yaml.comment("The usual baseline of 1m would show too little of live, or longer than it is remembered.");
            yaml.line("  protection: {baseline: " + time(spec.seen().window()) + "}");
        }
        if (spec.gitops()) {
            yaml.comment("A GitOps controller owns what is edited; check says what it has to ignore.");
            yaml.line("  gitops: patch");
        }
    }
}
