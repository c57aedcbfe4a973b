package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Mirror;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.traffic.TrafficMirrors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Every right that a run makes use of, and no other: docs/rbac.md says what for. */
final class Rights {
    /** Who has no such kinds has nothing of them that could be in the way. */
    private static final Set<Kind> OPTIONAL = Set.of(Kind.GRPC_ROUTE, Kind.REFERENCE_GRANT, Kind.TRAEFIK_MIDDLEWARE);

    /** For kinds whose objects are in no namespace. */
    private static final String EVERYWHERE = "";

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
        Optional<TrafficMirror> gateway =
                Choosing.known(experiment, plan).filter(each -> Mirror.Via.byServices(each.name()));
        rights.reading(experiment, gateway);
        if (experiment.touches()) {
            rights.moving(experiment, gateway);
            plan.ifPresent(elsewhere -> rights.movingElsewhere(elsewhere, experiment.prints()));
        }
        if (experiment.knative()) {
            rights.serving(experiment);
            return rights.keeping(store);
        }
        if (experiment.dark().source().ours()) {
            rights.may(Kind.DEPLOYMENT, "create", "update", "delete");
            plan.ifPresent(rights::deploying);
        }
        if (experiment.promotion().mode() != Promotion.Mode.NONE && !experiment.prints()) {
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
        return all.stream()
                .filter(right -> !OPTIONAL.contains(right.kind()) || cluster.serves(right.kind()))
                .filter(right -> !right.isHeld(cluster))
                .toList();
    }

    private void reading(Experiment experiment, Optional<TrafficMirror> gateway) {
        may(Kind.SERVICE, "get");
        if (experiment.knative()) {
            may(Kind.KNATIVE_SERVICE, "get");
            may(Kind.REVISION, "list");
        } else {
            may(Kind.DEPLOYMENT, "get", "list");
            may(Kind.POD, "list");
        }
        gateway.map(TrafficMirror::kinds)
                .orElse(List.of(Kind.VIRTUAL_SERVICE, Kind.DESTINATION_RULE))
                .forEach(kind -> may(kind.equals(Kind.GATEWAY_CLASS) ? EVERYWHERE : home, kind, "list"));
        experiment
                .accessLogs()
                .filter(AccessLogPlace.InPods.class::isInstance)
                .ifPresent(logs -> all.add(new Right("get", Kind.POD, home, Optional.empty(), Optional.of("log"))));
        experiment
                .metrics()
                .direct()
                .filter(MetricsSystem.Direct.API_SERVER::equals)
                .ifPresent(proxy -> all.add(new Right("get", Kind.POD, home, Optional.empty(), Optional.of("proxy"))));
        Stream.concat(secrets(experiment.metrics()), secrets(experiment.queries()))
                .distinct()
                .forEach(secret -> all.add(new Right("get", Kind.SECRET, home, Optional.of(secret))));
    }

    /** Who has others commit its routes only reads them. */
    private void moving(Experiment experiment, Optional<TrafficMirror> gateway) {
        may(Kind.LEASE, "get", "list", "create", "update", "delete");
        if (gateway.isPresent()) {
            moving(gateway.get());
            return;
        }
        String[] verbs =
                experiment.prints() ? new String[] {"get"} : new String[] {"get", "create", "update", "delete"};
        may(Kind.VIRTUAL_SERVICE, verbs);
        if (!experiment.knative()) {
            may(Kind.DESTINATION_RULE, verbs);
        }
    }

    /** Routes are the user's; the Service that is narrowed is, too, and the one of the dark version is ours. */
    private void moving(TrafficMirror gateway) {
        may(gateway.kinds().get(0), "get", "update");
        may(Kind.SERVICE, "create", "update", "delete");
        gateway.kinds().stream()
                .filter(TrafficMirrors.made()::contains)
                .forEach(kind -> may(kind, "get", "create", "update", "delete"));
    }

    /** A route may be in another namespace than its service: there it is edited, with a claim beside it. */
    private void movingElsewhere(Plan plan, boolean printed) {
        plan.touched().stream()
                .map(Address::parse)
                .filter(address -> !address.namespace().equals(home))
                .forEach(address -> {
                    may(
                            address.namespace(),
                            address.kind(),
                            printed ? new String[] {"get"} : new String[] {"get", "update"});
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
