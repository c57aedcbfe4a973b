package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.Outlook;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Population;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Survey;
import io.mirrorexperiment.traffic.TrafficMirror;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person should know before a run that is possible: it is told with the plan. */
final class Warnings {
    private final Site site;
    private final Experiment experiment;
    private final TrafficMirror traffic;
    private final Survey.Possible survey;
    private final List<Address> shifted;

    /**
     * Of an experiment.
     *
     * @param traffic how copies are made
     * @param shifted routes that only a promotion edits
     */
    Warnings(Site site, Experiment experiment, TrafficMirror traffic, Survey.Possible survey, List<Address> shifted) {
        this.site = site;
        this.experiment = experiment;
        this.traffic = traffic;
        this.survey = survey;
        this.shifted = shifted;
    }

    /** All of them, as far as the cluster tells. */
    List<String> of(Manifest live, DarkDraft dark) {
        List<String> warnings = new ArrayList<>(survey.warnings());
        shadowDoubt().ifPresent(warnings::add);
        warnings.addAll(site.metrics().warnings());
        site.metrics()
                .hint(new Population(experiment.namespace(), live.name()))
                .join()
                .ifPresent(warnings::add);
        warnings.addAll(dark.warnings(site, live));
        warnings.addAll(site.versions().cautions(dark.workload()));
        if (experiment.adopted() && experiment.touches()) {
            warnings.add(
                    "the mirror is yours: after a promotion it stays in the route and copies to the version that is then live");
        }
        if (experiment.knative() && experiment.promotion().mode() != Promotion.Mode.NONE) {
            warnings.add(promotion(dark));
        }
        warnings.addAll(new Choosing(site.cluster()).unseen(experiment));
        traffic.abroad().stream()
                .filter(kind -> site.cluster().serves(kind) && !site.cluster().may("list", kind, ""))
                .forEach(kind -> warnings.add(unseen(kind)));
        if (experiment.touches()) {
            warnings.add("if this process dies, the mirror stays until somebody runs `mirror-experiment reap`;"
                    + " `mirror-experiment install reaper" + besides() + "` makes the cluster do it");
        }
        return warnings;
    }

    /** What a reaper needs to be told, so that it has the rights. */
    private String besides() {
        String via = traffic.name();
        return Mirror.Via.byServices(via) ? " --via " + via : "";
    }

    /** Copies without their suffix would go where originals go: to the live version. */
    private Optional<String> shadowDoubt() {
        if (!survey.byShadow()) {
            return Optional.empty();
        }
        ShadowSuffix suffix = ShadowSuffix.of(site.cluster());
        if (suffix instanceof ShadowSuffix.Dropped dropped) {
            throw Obstacle.impossible("a route tells copies from originals by an authority that ends in -shadow, and "
                    + dropped.who() + " does not have that suffix appended, so copies would go to the live version;"
                    + " bring it back with " + ShadowSuffix.VARIABLE
                    + "=false in istiod's environment (`kubectl set env`, or Helm's pilot.env)");
        }
        return suffix instanceof ShadowSuffix.Unknown unknown
                ? Optional.of(
                        "A route tells copies from originals by an authority that ends in -shadow. Istio from 1.28 on"
                                + " does not append that suffix unless istiod runs with " + ShadowSuffix.VARIABLE
                                + "=false; without it copies go to the live version. Whether it does is not known: "
                                + unknown.why() + ".")
                : Optional.empty();
    }

    private String promotion(DarkDraft dark) {
        String routes = shifted.isEmpty()
                ? ""
                : ", then " + shifted.stream().map(Address::words).collect(Collectors.joining(", "));
        return "a promotion leads spec.traffic of " + Drafting.front(experiment).words() + " to "
                + dark.workload().name() + " by its name" + routes
                + ". Write that into your own manifests, too: whoever applies them as they are leads users back";
    }

    /** What to say where we may not list routes of all namespaces. */
    static String unseen(Kind kind) {
        return "objects of kind " + kind.kind()
                + " in other namespaces cannot be seen: one that leads to the service would"
                + " not be pinned or mirrored";
    }

    /** What is to be warned of, as far as metrics tell. */
    static List<String> found(Site site, Experiment experiment, Plan plan, Look look, Outlook outlook) {
        List<String> warnings = new ArrayList<>(outlook.warnings());
        if (experiment.adopted() && look.dark() instanceof Reading.Absent absent) {
            warnings.add(
                    "the dark version is not known to the metrics system yet: " + absent.reason()
                            + "; if copies have reached it for longer than a scrape takes, its name is not the one that is counted");
        }
        warnings.addAll(new Querying(site).warnings(experiment, plan));
        return warnings;
    }
}
