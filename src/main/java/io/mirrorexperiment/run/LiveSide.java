package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.LiveWatch;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Beside;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.workload.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What copies are held against: the live version, and where users' requests are divided, the versions beside it. */
final class LiveSide {
    private final Site site;
    private final Manifest service;
    private final List<Manifest> workloads;

    /**
     * Of a service.
     *
     * @param workloads all that may be its versions
     */
    LiveSide(Site site, Manifest service, List<Manifest> workloads) {
        this.site = site;
        this.service = service;
        this.workloads = workloads;
    }

    /** The names of the versions beside the live one. Throws {@link Obstacle} where a part of the requests can't be counted. */
    List<String> besides(List<Beside> parts) {
        return parts.stream()
                .flatMap(part -> behind(part).stream())
                .map(Manifest::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** The routes can be divided, and no user is led to a version that does not serve. */
    void requireDivided(TrafficMirror traffic, List<String> besides) {
        if (!traffic.divides()) {
            throw Obstacle.impossible("spec.shift cannot be written by " + traffic.name()
                    + ": leave it out, or divide the requests in your own routes");
        }
        workloads.stream().filter(each -> besides.contains(each.name())).forEach(each -> Darkness.unready(
                        site.workload().readiness(each, site.cluster().pods(each)))
                .ifPresent(reason -> {
                    throw Obstacle.impossible("spec.shift leads users' requests to "
                            + each.address().words() + ", which is not ready: " + reason);
                }));
    }

    private List<Manifest> behind(Beside part) {
        Found<List<Manifest>> found = site.versions()
                .carrying(part.labels(), service, workloads, Darkness.pods(site.cluster(), service, part.labels()));
        if (found instanceof Found.There<List<Manifest>> there) {
            return there.value();
        }
        throw Obstacle.impossible(part.where() + " leads live requests to subset '" + part.subset()
                + "', and whose requests these are cannot be told: " + DarkManifests.because(found)
                + ". Copies of requests that nobody counts would look like more than their share: lead them elsewhere while"
                + " the experiment runs");
    }

    /**
     * A clone gives its image to the live Deployment alone: what goes to the others would not be the judged version's. Where it is the run that
     * divides requests, that one gets all of them in the end.
     */
    static void requirePromotable(Experiment experiment, String live, List<String> besides) {
        boolean divided = !besides.isEmpty() && experiment.mirror().shift().isEmpty();
        if (divided
                && experiment.promotion().mode() != Promotion.Mode.NONE
                && experiment.dark().source() instanceof DarkSource.Clone) {
            throw Obstacle.impossible("users' requests are divided between " + live + " and "
                    + String.join(", ", besides)
                    + ", and a promotion of a dark version made from an image would change "
                    + live + " alone: set promotion to none, lead all requests to " + live
                    + ", or give the dark version as a Deployment of its own (dark.deployment or dark.manifest), to which"
                    + " a promotion leads all of them");
        }
    }

    /** What a person should know of versions that are counted together. */
    List<String> warnings(Looking looking, Experiment experiment, Plan plan, Instant now) {
        if (plan.besides().isEmpty()) {
            return List.of();
        }
        List<String> warnings = new ArrayList<>(List.of("users' requests are divided between "
                + String.join(" and ", plan.lives())
                + ": what is said of live, and compared with live, is said of all of them together"));
        for (String version : plan.lives()) {
            Reading known = looking.counters(experiment.namespace(), version, now);
            Reading past = looking.counters(experiment.namespace(), version, now.minus(experiment.baseline()));
            if (known instanceof Reading.Absent absent) {
                warnings.add(version + " is not known to the metrics system (" + absent.reason()
                        + "): if requests reach it all the same, their copies will look like more than their share");
            }
            LiveWatch.breaching(experiment.objectives(), looking.baseline(past, known))
                    .ifPresent(words -> warnings.add("of " + version + " alone: " + words));
        }
        return warnings;
    }
}
