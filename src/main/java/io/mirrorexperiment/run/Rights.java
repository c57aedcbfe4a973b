package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every right that a run makes use of, and no other: docs/rbac.md says what for. */
final class Rights {
    private final String home;
    private final Set<Right> all = new LinkedHashSet<>();

    private Rights(String home) {
        this.home = home;
    }

    /**
     * What a run of an experiment does.
     *
     * @param plan what it is about to do, as far as that is known
     * @param store where its journal is kept
     */
    static Rights of(Experiment experiment, Optional<Plan> plan, JournalStore store) {
        Rights rights = new Rights(experiment.namespace());
        rights.reading(experiment);
        if (experiment.touches()) {
            rights.moving(experiment);
            plan.ifPresent(rights::movingElsewhere);
        }
        if (experiment.knative()) {
            rights.serving(experiment);
            return rights.keeping(store);
        }
        if (experiment.dark().source().ours()) {
            rights.may(Kind.DEPLOYMENT, "create", "update", "delete");
            plan.ifPresent(rights::deploying);
        }
        if (experiment.promotion().mode() != Promotion.Mode.NONE) {
            rights.may(Kind.DEPLOYMENT, "update");
        }
        return rights.keeping(store);
    }

    private Rights keeping(JournalStore store) {
        if (store instanceof ClusterJournals journals) {
            may(journals.namespace(), Kind.CONFIG_MAP, "get", "list", "create", "update", "delete");
        }
        return this;
    }

    /** Revisions are made by Knative: what is asked of it stands in its Service. */
    private void serving(Experiment experiment) {
        if (experiment.touches()) {
            may(Kind.KNATIVE_SERVICE, "update");
            may(Kind.REVISION, "get");
        }
        if (experiment.dark().source().ours()) {
            may(Kind.REVISION, "delete");
        }
    }

    List<Right> all() {
        return List.copyOf(all);
    }

    /** Those that we do not have: asks the server, touches nothing. */
    List<Right> lacking(Cluster cluster) {
        return all.stream().filter(right -> !right.isHeld(cluster)).toList();
    }

    private void reading(Experiment experiment) {
        may(Kind.SERVICE, "get");
        if (experiment.knative()) {
            may(Kind.KNATIVE_SERVICE, "get");
            may(Kind.REVISION, "list");
        } else {
            may(Kind.DEPLOYMENT, "get", "list");
            may(Kind.POD, "list");
        }
        may(Kind.VIRTUAL_SERVICE, "list");
        may(Kind.DESTINATION_RULE, "list");
        experiment
                .accessLogs()
                .filter(AccessLogPlace.InPods.class::isInstance)
                .ifPresent(logs -> all.add(new Right("get", Kind.POD, home, Optional.empty(), Optional.of("log"))));
        Stream.concat(secrets(experiment.metrics()), secrets(experiment.queries()))
                .distinct()
                .forEach(secret -> all.add(new Right("get", Kind.SECRET, home, Optional.of(secret))));
    }

    private void moving(Experiment experiment) {
        may(Kind.VIRTUAL_SERVICE, "get", "create", "update", "delete");
        if (!experiment.knative()) {
            may(Kind.DESTINATION_RULE, "get", "create", "update", "delete");
        }
        may(Kind.LEASE, "get", "list", "create", "update", "delete");
    }

    /** A route may be in another namespace than its service: there it is edited, with a claim beside it. */
    private void movingElsewhere(Plan plan) {
        plan.touched().stream()
                .map(Address::parse)
                .filter(address -> !address.namespace().equals(home))
                .forEach(address -> {
                    may(address.namespace(), address.kind(), "get", "update");
                    may(address.namespace(), Kind.LEASE, "get", "create", "update", "delete");
                });
    }

    private void deploying(Plan plan) {
        plan.deploys().stream()
                .map(Address::parse)
                .forEach(address -> may(address.namespace(), address.kind(), "get", "create", "delete"));
    }

    private void may(Kind kind, String... verbs) {
        may(home, kind, verbs);
    }

    private void may(String namespace, Kind kind, String... verbs) {
        Stream.of(verbs).forEach(verb -> all.add(new Right(verb, kind, namespace, Optional.empty())));
    }

    private static Stream<String> secrets(MetricsSystem metrics) {
        Stream<Credential> client =
                metrics.client().stream().flatMap(pair -> Stream.of(pair.certificate(), pair.key()));
        return Stream.of(auth(metrics.auth()), metrics.ca().stream(), client)
                .flatMap(each -> each)
                .filter(Credential.InSecret.class::isInstance)
                .map(credential -> ((Credential.InSecret) credential).secret());
    }

    private static Stream<String> secrets(Optional<Queries> queries) {
        return queries.stream()
                .flatMap(all -> all.metrics().stream())
                .flatMap(metric -> Stream.concat(metric.query().secrets().values().stream(), metric.ca().stream()))
                .filter(Credential.InSecret.class::isInstance)
                .map(credential -> ((Credential.InSecret) credential).secret())
                .sorted();
    }

    private static Stream<Credential> auth(MetricsSystem.Auth auth) {
        if (auth instanceof MetricsSystem.Auth.Basic basic) {
            return Stream.of(basic.password());
        }
        return auth instanceof MetricsSystem.Auth.Bearer bearer ? Stream.of(bearer.token()) : Stream.empty();
    }
}
