package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.Grant;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Forecast;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Totals;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.traffic.TrafficMirror;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at everything that a run needs before there is one; touches nothing. */
public final class Inspection {
    private static final String ANSWERS = "the metrics system answers and knows the mesh";

    private final Cluster cluster;
    private final Runs runs;
    private final List<Finding> findings = new ArrayList<>();

    private Inspection(Cluster cluster, Runs runs) {
        this.cluster = cluster;
        this.runs = runs;
    }

    /** What was found, in the order in which it was looked at; what cannot be looked at any more is left out. */
    public static List<Finding> of(Cluster cluster, Runs runs, Experiment experiment) {
        Inspection inspection = new Inspection(cluster, runs);
        if (inspection.reachable()) {
            inspection.look(experiment);
            inspection.metrics(experiment);
        }
        return List.copyOf(inspection.findings);
    }

    private boolean reachable() {
        try {
            boolean answers = cluster.serves(Kind.SERVICE);
            findings.add(Finding.good(
                    "the API server " + cluster.server() + " answers" + (answers ? ", as " + cluster.user() : "")));
            return true;
        } catch (ClusterException e) {
            findings.add(Finding.bad(
                    e.getMessage(), "check --context and --kubeconfig, and that `kubectl version` reaches the server"));
            return false;
        }
    }

    private void look(Experiment experiment) {
        try {
            Draft draft = draft(experiment);
            rights(experiment, plan(draft));
            elsewhere(experiment, plan(draft));
            findings.addAll(of(draft, experiment));
            plan(draft).flatMap(Plan::forecast).ifPresent(this::decidable);
            plan(draft).ifPresent(this::warned);
            plan(draft).ifPresent(plan -> logs(experiment, plan));
            if (!isClaimed(draft)) {
                claimed(experiment);
            }
        } catch (ClusterException e) {
            findings.add(
                    Finding.bad(e.getMessage(), "see the rules above that are missing, or ask your administrator"));
        }
    }

    /** Told also where something else is in the way: who mends that would only find the next thing. */
    private void metrics(Experiment experiment) {
        boolean told = findings.stream()
                .anyMatch(finding -> finding.what().equals(ANSWERS)
                        || finding.wayOut().startsWith("(" + Cause.METRICS_UNREACHABLE.word() + ")"));
        if (!told) {
            findings.add(runs.metricsTrouble(experiment)
                    .map(words -> impossible(new Draft.Impossible(Cause.METRICS_UNREACHABLE, words)))
                    .orElseGet(() -> Finding.good(ANSWERS)));
        }
    }

    /** What the traffic comes to: the first sentence of many. Where there is none, that was told. */
    private void decidable(Forecast forecast) {
        if (forecast.perSecond() > 0) {
            findings.add(Finding.note(
                    forecast.words().get(0), "`mirror-experiment plan` says what that decides, and what would change"));
        }
    }

    /** What the plan warns of and was not told yet. */
    private void warned(Plan plan) {
        List<String> told = findings.stream().map(Finding::what).toList();
        plan.warnings().stream()
                .filter(words -> !told.contains(words))
                .forEach(words -> findings.add(Finding.note("warning: " + words, "")));
    }

    private static boolean isClaimed(Draft draft) {
        return draft instanceof Draft.Impossible impossible && impossible.cause() == Cause.CLAIMED;
    }

    /** A draft, unless we may not even read; the missing rules are told then. */
    private Draft draft(Experiment experiment) {
        try {
            return runs.draft(experiment);
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            rights(experiment, Optional.empty());
            throw e;
        }
    }

    private static Optional<Plan> plan(Draft draft) {
        return draft instanceof Draft.Possible possible ? Optional.of(possible.plan()) : Optional.empty();
    }

    private void rights(Experiment experiment, Optional<Plan> plan) {
        Rights rights = runs.rights(experiment, plan);
        List<Right> lacking = rights.lacking(cluster);
        lacking.forEach(right -> findings.add(missing(right)));
        if (lacking.isEmpty()) {
            findings.add(Finding.good("all " + rights.all().size() + " rights that the run needs in namespace "
                    + experiment.namespace() + " are granted"));
        }
    }

    private Finding missing(Right right) {
        String group = right.kind().group().isEmpty() ? "\"\"" : right.kind().group();
        return Finding.bad(
                "may not " + right.words(),
                "add to a Role of that namespace: apiGroups: [" + group + "], resources: ["
                        + right.resource(cluster) + "], verbs: [" + right.verb()
                        + "]; whole Roles are in docs/rbac.md");
    }

    /** Not a must, but who can't see a route can't know where it leads. */
    private void elsewhere(Experiment experiment, Optional<Plan> plan) {
        List<Kind> kinds = Choosing.known(experiment, plan)
                .filter(provider -> Mirror.Via.byServices(provider.name()))
                .map(TrafficMirror::abroad)
                .orElse(List.of(Kind.VIRTUAL_SERVICE, Kind.DESTINATION_RULE));
        for (Kind kind : kinds) {
            if (cluster.serves(kind) && !cluster.may("list", kind, "")) {
                findings.add(Finding.note(
                        Warnings.unseen(kind), "docs/rbac.md has a ClusterRole that lets the gate see them"));
            }
        }
    }

    private void logs(Experiment experiment, Plan plan) {
        if (experiment.accessLogs().isPresent()) {
            findings.add(runs.logTrouble(experiment, plan)
                    .map(words -> Finding.bad(words, "docs/access-logs.md says how to switch access logs on in Istio"))
                    .orElseGet(() -> Finding.good("the access log of " + plan.live() + " names its requests")));
        }
    }

    private static List<Finding> of(Draft draft, Experiment experiment) {
        if (draft instanceof Draft.Impossible impossible) {
            return List.of(impossible(impossible));
        }
        Draft.Possible possible = (Draft.Possible) draft;
        Plan plan = possible.plan();
        String mirror = experiment.adopted()
                ? "the mirror of yours can be judged: " + plan.liveWords() + " → " + plan.dark()
                : "the mirror is possible by " + plan.via() + ": " + plan.liveWords() + " → " + plan.dark();
        return List.of(Finding.good(mirror), Finding.good(ANSWERS), live(possible, plan));
    }

    private static Finding live(Draft.Possible possible, Plan plan) {
        Totals live = possible.outlook().live();
        long requests = live.requests();
        return requests > 0
                ? Finding.good(plan.liveWords() + " had " + requests + " requests, " + live.bad()
                        + " failed, in the baseline window")
                : Finding.bad(
                        plan.liveWords()
                                + " had no request in the baseline window, as far as the metrics system remembers",
                        "without traffic nothing can be mirrored or judged: wait for some, or lengthen spec.protection.baseline");
    }

    private void claimed(Experiment experiment) {
        Address service = Drafting.front(experiment);
        Optional<Grant.Held> holder =
                experiment.touches() ? new Claims(cluster, runs.clock()).heldByAnother(service, "") : Optional.empty();
        findings.add(holder.map(held -> Obstacle.claimed(held).draft())
                .map(Inspection::impossible)
                .orElseGet(() -> Finding.good("nobody else works on service " + experiment.service())));
    }

    private static Finding impossible(Draft.Impossible impossible) {
        return Finding.bad(
                impossible.because(),
                "(" + impossible.cause().word() + "): docs/after-exit-2.md says what it means and what to do");
    }
}
