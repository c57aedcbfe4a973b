package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.cluster.Grant;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at everything that a run needs before there is one; touches nothing. */
public final class Inspection {
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
            rights(experiment, deploys(draft));
            findings.addAll(of(draft, experiment));
            if (!isClaimed(draft)) {
                claimed(experiment);
            }
        } catch (ClusterException e) {
            findings.add(
                    Finding.bad(e.getMessage(), "see the rules above that are missing, or ask your administrator"));
        }
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
            rights(experiment, List.of());
            throw e;
        }
    }

    private static List<String> deploys(Draft draft) {
        return draft instanceof Draft.Possible possible ? possible.plan().deploys() : List.of();
    }

    private void rights(Experiment experiment, List<String> deploys) {
        int granted = 0;
        boolean missing = false;
        for (Map.Entry<Kind, Set<String>> need : Rights.of(experiment, deploys).entrySet()) {
            for (String verb : need.getValue()) {
                if (cluster.may(verb, need.getKey(), experiment.namespace())) {
                    granted++;
                } else {
                    missing = true;
                    findings.add(missing(verb, need.getKey(), experiment.namespace()));
                }
            }
        }
        if (!missing) {
            findings.add(Finding.good("all " + granted + " rights that the run needs in namespace "
                    + experiment.namespace() + " are granted"));
        }
    }

    private static Finding missing(String verb, Kind kind, String namespace) {
        String group = kind.group().isEmpty() ? "\"\"" : kind.group();
        return Finding.bad(
                "may not " + verb + " objects of kind " + kind.kind() + " in namespace " + namespace,
                "add to a Role of that namespace: apiGroups: [" + group + "], the plural of " + kind.kind()
                        + " under resources, verbs: [" + verb + "]");
    }

    private static List<Finding> of(Draft draft, Experiment experiment) {
        if (draft instanceof Draft.Impossible impossible) {
            return List.of(impossible(impossible));
        }
        Draft.Possible possible = (Draft.Possible) draft;
        Plan plan = possible.plan();
        String mirror = experiment.adopted()
                ? "the mirror of yours can be judged: " + plan.live() + " → " + plan.dark()
                : "the mirror is possible by " + plan.via() + ": " + plan.live() + " → " + plan.dark();
        return List.of(
                Finding.good(mirror),
                Finding.good("the metrics system answers and knows the mesh"),
                live(possible, plan));
    }

    private static Finding live(Draft.Possible possible, Plan plan) {
        long requests = possible.live().requests();
        return requests > 0
                ? Finding.good(plan.live() + " had " + requests + " requests, "
                        + possible.live().bad() + " failed, in the baseline window")
                : Finding.bad(
                        plan.live() + " had no request in the baseline window, as far as the metrics system remembers",
                        "without traffic nothing can be mirrored or judged: wait for some, or lengthen spec.protection.baseline");
    }

    private void claimed(Experiment experiment) {
        Address service = new Address(Kind.SERVICE, experiment.namespace(), experiment.service());
        Optional<Grant.Held> holder =
                experiment.touches() ? new Claims(cluster, runs.clock()).heldByAnother(service, "") : Optional.empty();
        findings.add(holder.map(held -> Obstacle.claimed(held).draft())
                .map(Inspection::impossible)
                .orElseGet(() -> Finding.good("nobody else works on service " + experiment.service())));
    }

    private static Finding impossible(Draft.Impossible impossible) {
        return Finding.bad(impossible.because(), "(" + impossible.cause().word() + ")");
    }
}
