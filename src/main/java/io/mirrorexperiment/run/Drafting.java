package io.mirrorexperiment.run;

import io.mirrorexperiment.conformance.LiveWatch;
import io.mirrorexperiment.conformance.Outlook;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Look;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Reading;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.Survey;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.traffic.TrafficMirrors;
import io.mirrorexperiment.workload.Found;
import io.mirrorexperiment.workload.Workloads;
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
        Draft survey = survey(journal);
        return survey instanceof Draft.Possible possible ? decidable(possible) : survey;
    }

    /** The same, whether the traffic can decide or not. */
    Draft survey(Journal journal) {
        try {
            return attempt(journal);
        } catch (Obstacle obstacle) {
            return obstacle.draft();
        }
    }

    private Draft.Possible attempt(Journal journal) {
        Experiment experiment = journal.experiment();
        experiment
                .requires()
                .flatMap(required -> Seeking.lacking(site.cluster(), required))
                .ifPresent(lacking -> {
                    throw new Obstacle(Cause.NEVER_READY, lacking + "; the spec requires it, so a run waits for it");
                });
        Manifest service = service(experiment);
        requireRoutable(experiment, service);
        requireFree(journal, service);
        List<Manifest> workloads =
                site.cluster().list(site.versions().kind(), Optional.of(experiment.namespace()), Map.of());
        Manifest live = Obstacle.there(site.versions().find(experiment.live(), service, workloads));
        Ambient.requireCounted(site, experiment, service, live);
        DarkDraft dark = DarkDraft.of(site, journal, service, live, workloads);
        var apart = Obstacle.there(site.versions().tellApart(live, dark.workload(), service));
        dark.requireVacant(site, service, apart.dark());
        Course course = course(journal, apart);
        TrafficMirror traffic = site.traffic(journal);
        requireSteps(experiment, traffic);
        List<Manifest> objects = objects(experiment, course, traffic);
        Survey.Possible survey =
                possible(traffic.survey(course, experiment.mirror().route(), objects));
        LiveSide side = new LiveSide(site, service, workloads);
        List<String> besides = side.besides(survey.besides());
        if (experiment.mirror().shift().isPresent()) {
            side.requireDivided(traffic, besides);
        }
        LiveSide.requirePromotable(experiment, live.name(), besides);
        List<Address> shifted = shifted(journal, course, objects);
        List<Address> routes =
                Stream.concat(survey.routes().stream(), shifted.stream()).toList();
        List<String> warnings = new Warnings(site, experiment, traffic, survey, shifted).of(live, dark);
        Plan plan = plan(journal, traffic, course, live, dark, survey, objects, routes, warnings)
                .beside(besides);
        List<String> owned = new Ownership(site).warnings(journal, plan);
        site.metrics().trouble().join().ifPresent(trouble -> {
            throw new Obstacle(Cause.METRICS_UNREACHABLE, trouble);
        });
        Look look = looking.look(experiment.namespace(), plan, site.now());
        requireCounters(look);
        Totals baseline = baseline(experiment, plan, look);
        LiveWatch.breaching(experiment.objectives(), baseline).ifPresent(words -> {
            throw new Obstacle(Cause.LIVE_BREACHING, words);
        });
        Outlook outlook = new Outlook(experiment.at(journal.cadence()), baseline, plan.percent());
        return new Draft.Possible(
                plan.with(
                        outlook.forecast(),
                        Stream.of(
                                        owned,
                                        side.warnings(looking, experiment, plan, look.at()),
                                        Warnings.found(site, experiment, plan, look, outlook))
                                .flatMap(List::stream)
                                .toList()),
                Diffs.originals(objects, routes.stream().map(Address::toString).toList()),
                outlook,
                experiment.prints()
                        ? Printing.of(
                                        journal,
                                        plan,
                                        new Commits(traffic, course),
                                        Printing.lacking(live, Optional.of(dark.workload())))
                                .all(objects)
                        : List.of());
    }

    /** What a run that prints had somebody commit before is still known as its own. */
    private List<Manifest> objects(Experiment experiment, Course course, TrafficMirror traffic) {
        List<Manifest> objects = routing.objects(course, traffic);
        if (!experiment.prints()) {
            return objects;
        }
        if (!traffic.name().equals(Mirror.Via.ISTIO.word())) {
            throw Obstacle.impossible("gitops: print is for routes of Istio, and these are of " + traffic.name());
        }
        if (experiment.mirror().shift().isPresent()) {
            throw Obstacle.impossible(
                    "gitops: print and shift do not go together: divide users' requests in git first");
        }
        return objects.stream()
                .map(object -> TrafficMirrors.marked(object, course))
                .toList();
    }

    private static void requireSteps(Experiment experiment, TrafficMirror traffic) {
        if (experiment.promotion().steps().isPresent() && !traffic.divides()) {
            throw Obstacle.impossible("spec.promotion.steps need weights, and with " + traffic.name()
                    + " live traffic goes over at once, by the selector of the Service: leave them out");
        }
    }

    /** A run that could only end inconclusive is not begun. */
    private static Draft decidable(Draft.Possible possible) {
        return possible.outlook()
                .obstacle()
                .<Draft>map(words -> new Draft.Impossible(Cause.TOO_LITTLE_TRAFFIC, words))
                .orElse(possible);
    }

    /** Said first: what else is in the way may be the other run's work. */
    private void requireFree(Journal journal, Manifest service) {
        if (journal.experiment().touches()) {
            site.claims().heldByAnother(service.address(), journal.holder()).ifPresent(held -> {
                throw Obstacle.claimed(held);
            });
        }
    }

    /** What clients call. */
    static Address front(Experiment experiment) {
        return new Address(Workloads.versions(experiment).front(), experiment.namespace(), experiment.service());
    }

    private Manifest service(Experiment experiment) {
        Address address = front(experiment);
        return site.cluster()
                .read(address)
                .map(TrafficMirrors::whole)
                .orElseThrow(() ->
                        Obstacle.impossible(address.words() + " does not exist; check spec.service and the namespace"));
    }

    /**
     * Sidecars send what is for a headless Service to the pod whose address the caller has looked up, whatever subset a route names: neither
     * a pin nor a mirror would hold.
     */
    private static void requireRoutable(Experiment experiment, Manifest service) {
        boolean headless =
                service.text("spec", "clusterIP").filter("None"::equals).isPresent();
        if (headless && !experiment.adopted() && !experiment.knative()) {
            throw Obstacle.impossible(
                    service.address().words() + " is headless (clusterIP: None): its callers choose the pods"
                            + " themselves, so no route keeps them off the dark version or copies their requests. Give its callers a Service"
                            + " with an address of its own");
        }
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
                journal.id().toString(),
                experiment.mirror().host(),
                GivenRoute.of(experiment),
                experiment.mirror().shift().orElse(Map.of()));
    }

    private Plan plan(
            Journal journal,
            TrafficMirror traffic,
            Course course,
            Manifest live,
            DarkDraft dark,
            Survey.Possible survey,
            List<Manifest> objects,
            List<Address> routes,
            List<String> warnings) {
        Experiment experiment = journal.experiment();
        return new Plan(
                traffic.name(),
                live.name(),
                dark.workload().name(),
                course.liveLabels(),
                course.darkLabels(),
                image(live, dark.container()),
                dark.container(),
                experiment.adopted()
                        ? survey.mirrored()
                        : OptionalDouble.of(experiment.mirror().percent()),
                survey.routes().stream().map(Address::toString).toList(),
                dark.deploys().stream()
                        .map(object -> object.address().toString())
                        .toList(),
                touched(experiment, live, dark, routes),
                Deadlines.worstCase(journal, site.now()),
                warnings,
                experiment.adopted() ? List.of() : Diffs.of(traffic, course, objects),
                Optional.empty());
    }

    private static String image(Manifest live, String container) {
        return live.maps("spec", "template", "spec", "containers").stream()
                .filter(item -> container.equals(item.get("name")))
                .map(item -> String.valueOf(item.get("image")))
                .findFirst()
                .orElse("");
    }

    /** Routes of the user's that are not mirrored by us, but name the live revision, so that a promotion edits them. */
    private List<Address> shifted(Journal journal, Course course, List<Manifest> objects) {
        Experiment experiment = journal.experiment();
        if (!experiment.knative() || !experiment.touches() || !experiment.adopted()) {
            return List.of();
        }
        if (site.shifter(journal).shift(course, objects) instanceof Step.Changes step) {
            return step.changes().stream().map(Change::address).toList();
        }
        return List.of();
    }

    private static List<String> touched(Experiment experiment, Manifest live, DarkDraft dark, List<Address> routes) {
        Stream<Address> workloads =
                Stream.of(front(experiment), live.address(), dark.workload().address());
        return Stream.concat(workloads, routes.stream())
                .map(Address::toString)
                .distinct()
                .sorted()
                .toList();
    }

    /** What does not remember shows only when it is asked whether it answers at all. */
    private void requireCounters(Look look) {
        if (!site.metrics().remembers() && look.live() instanceof Reading.Missing missing) {
            site.metrics().trouble().join().ifPresent(trouble -> {
                throw new Obstacle(Cause.METRICS_UNREACHABLE, trouble);
            });
            throw new TooEarly(missing.reason());
        }
    }

    private Totals baseline(Experiment experiment, Plan plan, Look look) {
        Look past = looking.look(experiment.namespace(), plan, look.at().minus(experiment.baseline()));
        if (looking.isTooEarly(look, past)) {
            throw new TooEarly(Looking.early(experiment.baseline()));
        }
        return looking.baseline(past.live(), look.live());
    }

    private static Survey.Possible possible(Survey survey) {
        if (survey instanceof Survey.Impossible impossible) {
            throw new Obstacle(impossible.cause(), impossible.because());
        }
        return (Survey.Possible) survey;
    }
}
