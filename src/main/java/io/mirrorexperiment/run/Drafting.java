package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.LiveWatch;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.DarkSource;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Gitops;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.Survey;
import io.mirrorexperiment.workload.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Finds out what would be done for an experiment. Reads only. */
final class Drafting {
    private final Site site;
    private final Routing routing;
    private final Looking looking;

    Drafting(Site site, Routing routing, Looking looking) {
        this.site = site;
        this.routing = routing;
        this.looking = looking;
    }

    Draft draft(Journal journal) {
        try {
            return attempt(journal);
        } catch (Obstacle obstacle) {
            return new Draft.Impossible(obstacle.cause, obstacle.because);
        }
    }

    private Draft attempt(Journal journal) {
        Experiment experiment = journal.experiment();
        Manifest service = service(experiment);
        List<Manifest> workloads =
                site.cluster().list(site.workload().kind(), Optional.of(experiment.namespace()), Map.of());
        Manifest live = there(site.workload().find(experiment.live(), service, workloads));
        Dark dark = dark(journal, service, live, workloads);
        var apart = there(site.workload().tellApart(live, dark.workload(), service));
        vacant(experiment, service, apart.dark());
        Course course = course(journal, apart);
        List<Manifest> objects = routing.objects(course, site.traffic());
        Survey.Possible survey =
                possible(site.traffic().survey(course, experiment.mirror().route(), objects));
        Plan plan = plan(experiment, course, live, dark, survey, objects);
        ownedByNobodyElse(plan);
        site.metrics().trouble().join().ifPresent(trouble -> {
            throw new Obstacle(Cause.METRICS_UNREACHABLE, trouble);
        });
        Totals baseline = baseline(experiment, plan);
        LiveWatch.breaching(experiment.objectives(), baseline).ifPresent(words -> {
            throw new Obstacle(Cause.LIVE_BREACHING, words);
        });
        return new Draft.Possible(plan, baseline, Diffs.originals(objects, plan.routes()));
    }

    private Manifest service(Experiment experiment) {
        Address address = new Address(Kind.SERVICE, experiment.namespace(), experiment.service());
        return site.cluster()
                .read(address)
                .orElseThrow(
                        () -> impossible(address.words() + " does not exist; check spec.service and the namespace"));
    }

    private static Course course(Journal journal, Found.Distinction apart) {
        Experiment experiment = journal.experiment();
        return new Course(
                experiment.namespace(),
                experiment.service(),
                apart.live(),
                apart.dark(),
                experiment.mirror().percent(),
                experiment.mirror().methods(),
                journal.id().generation(),
                journal.id().toString());
    }

    /**
     * The dark version as it will be.
     *
     * @param workload its Deployment
     * @param container the container whose image is exchanged; empty where none is
     * @param deploys what is made for it
     */
    private record Dark(Manifest workload, String container, List<Manifest> deploys) {}

    private Dark dark(Journal journal, Manifest service, Manifest live, List<Manifest> workloads) {
        Experiment experiment = journal.experiment();
        if (experiment.dark().source() instanceof DarkSource.Present present) {
            return new Dark(present(present.version(), service, live, workloads), "", List.of());
        }
        var rendered = new DarkManifests(site)
                .render(experiment, live, service, journal.id().toString());
        if (rendered instanceof DarkManifests.Changed changed) {
            throw new Obstacle(Cause.NOT_POSSIBLE, changed.because());
        }
        DarkManifests.Ours ours = (DarkManifests.Ours) rendered;
        ours.objects().forEach(object -> absent(object, journal));
        Manifest workload = ours.objects().stream()
                .filter(object -> object.kind().equals(site.workload().kind()))
                .findFirst()
                .orElseThrow(() -> impossible("the manifests of the dark version hold no "
                        + site.workload().kind().kind()));
        return new Dark(workload, ours.container(), ours.objects());
    }

    private Manifest present(Version version, Manifest service, Manifest live, List<Manifest> workloads) {
        Manifest dark = there(site.workload().find(version, service, workloads));
        if (dark.address().equals(live.address())) {
            throw impossible(dark.address().words() + " is the live version and the dark one; they must differ");
        }
        return dark;
    }

    private void absent(Manifest object, Journal journal) {
        site.cluster()
                .read(object.address())
                .filter(there -> !site.workload().ours(there, journal.id().toString()))
                .ifPresent(there -> {
                    throw impossible(
                            there.address().words()
                                    + " exists already; name it in spec.dark.deployment if it is the dark version, or remove it");
                });
    }

    /** Nobody may be there whom the dark version's labels would select, when we are going to deploy it. */
    private void vacant(Experiment experiment, Manifest service, Map<String, String> darkLabels) {
        if (experiment.dark().source().ours()) {
            List<Manifest> pods = Darkness.pods(site.cluster(), service, darkLabels);
            pods.stream().filter(pod -> !ofThisRun(pod)).findFirst().ifPresent(pod -> {
                throw impossible(pod.address().words() + " already has the labels " + darkLabels
                        + " that shall tell the dark version apart; give the dark version another version label");
            });
        }
    }

    private static boolean ofThisRun(Manifest pod) {
        return pod.labels().containsKey("mirror-experiment.io/run");
    }

    private Plan plan(
            Experiment experiment,
            Course course,
            Manifest live,
            Dark dark,
            Survey.Possible survey,
            List<Manifest> objects) {
        List<String> routes = survey.routes().stream().map(Address::toString).toList();
        return new Plan(
                site.traffic().name(),
                live.name(),
                dark.workload().name(),
                course.liveLabels(),
                course.darkLabels(),
                image(live, dark.container()),
                dark.container(),
                experiment.adopted()
                        ? survey.mirrored()
                        : OptionalDouble.of(experiment.mirror().percent()),
                routes,
                dark.deploys().stream()
                        .map(object -> object.address().toString())
                        .toList(),
                touched(experiment, live, dark, routes),
                Deadlines.worstCase(experiment, site.now()),
                warnings(experiment, live, dark, survey),
                experiment.adopted() ? List.of() : Diffs.of(site.traffic(), course, objects));
    }

    private static String image(Manifest live, String container) {
        return live.maps("spec", "template", "spec", "containers").stream()
                .filter(item -> container.equals(item.get("name")))
                .map(item -> String.valueOf(item.get("image")))
                .findFirst()
                .orElse("");
    }

    private static List<String> touched(Experiment experiment, Manifest live, Dark dark, List<String> routes) {
        Address service = new Address(Kind.SERVICE, experiment.namespace(), experiment.service());
        Stream<Address> workloads =
                Stream.of(service, live.address(), dark.workload().address());
        return Stream.concat(workloads.map(Address::toString), routes.stream())
                .distinct()
                .sorted()
                .toList();
    }

    private List<String> warnings(Experiment experiment, Manifest live, Dark dark, Survey.Possible survey) {
        List<String> warnings = new ArrayList<>(survey.warnings());
        warnings.addAll(site.metrics().warnings());
        if (!dark.deploys().isEmpty()) {
            List<Manifest> neighbours = new ArrayList<>();
            for (Kind kind : List.of(Kind.POD_DISRUPTION_BUDGET, Kind.HORIZONTAL_POD_AUTOSCALER)) {
                if (site.cluster().may("list", kind, experiment.namespace())) {
                    neighbours.addAll(site.cluster().list(kind, Optional.of(experiment.namespace()), Map.of()));
                }
            }
            warnings.addAll(site.workload().warnings(live, dark.workload(), neighbours));
        }
        if (experiment.adopted() && experiment.touches()) {
            warnings.add(
                    "the mirror is yours: after a promotion it stays in the route and copies to the version that is then live");
        }
        if (experiment.touches()) {
            warnings.add("if this process dies, the mirror stays until somebody runs `mirror-experiment reap`");
        }
        return warnings;
    }

    private void ownedByNobodyElse(Plan plan) {
        if (site.patchGitops()) {
            return;
        }
        for (String text : plan.touched()) {
            Address address = Address.parse(text);
            boolean edited = plan.routes().contains(text) || address.name().equals(plan.live());
            Optional<String> owner = edited ? site.cluster().read(address).flatMap(Gitops::owner) : Optional.empty();
            owner.ifPresent(name -> {
                throw new Obstacle(
                        Cause.GITOPS_OWNED,
                        address.words() + " belongs to " + name + ", which would undo our edits; make it ignore "
                                + "changes made by the field manager mirror-experiment, and say --gitops patch");
            });
        }
    }

    private Totals baseline(Experiment experiment, Plan plan) {
        Instant now = site.now();
        Look look = looking.look(experiment.namespace(), plan, now);
        Look past = looking.look(experiment.namespace(), plan, now.minus(experiment.baseline()));
        return looking.baseline(past.live(), look.live());
    }

    private static <T> T there(Found<T> found) {
        if (found instanceof Found.There<T> there) {
            return there.value();
        }
        throw impossible(DarkManifests.because(found));
    }

    private static Survey.Possible possible(Survey survey) {
        if (survey instanceof Survey.Impossible impossible) {
            throw new Obstacle(impossible.cause(), impossible.because());
        }
        return (Survey.Possible) survey;
    }

    private static Obstacle impossible(String because) {
        return new Obstacle(Cause.NOT_POSSIBLE, because);
    }

    /** Leaves the reading where it stands; never leaves this class. */
    private static final class Obstacle extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Cause cause;
        private final String because;

        Obstacle(Cause cause, String because) {
            super(because, null, false, false);
            this.cause = cause;
            this.because = because;
        }
    }
}
