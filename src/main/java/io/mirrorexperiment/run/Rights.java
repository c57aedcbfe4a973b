package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a run does with which kinds of objects, as RBAC has it: pure. */
final class Rights {
    private final Map<Kind, Set<String>> verbs = new LinkedHashMap<>();

    private Rights() {}

    /**
     * The verbs by kind.
     *
     * @param deploys addresses of the objects that are made for the dark version, as far as they are known
     */
    static Map<Kind, Set<String>> of(Experiment experiment, List<String> deploys) {
        Rights rights = new Rights();
        rights.reading(experiment);
        if (experiment.touches()) {
            rights.moving();
        }
        if (experiment.dark().source().ours()) {
            rights.may(Kind.DEPLOYMENT, "create", "update", "delete");
            deploys.forEach(address -> rights.may(Address.parse(address).kind(), "get", "create", "delete"));
        }
        if (experiment.promotion().mode() != Promotion.Mode.NONE) {
            rights.may(Kind.DEPLOYMENT, "update");
        }
        return rights.verbs;
    }

    private void reading(Experiment experiment) {
        may(Kind.SERVICE, "get");
        may(Kind.DEPLOYMENT, "get", "list");
        may(Kind.POD, "list");
        may(Kind.VIRTUAL_SERVICE, "get", "list");
        may(Kind.DESTINATION_RULE, "get", "list");
        if (secrets(experiment.metrics())) {
            may(Kind.SECRET, "get");
        }
    }

    private void moving() {
        may(Kind.VIRTUAL_SERVICE, "create", "update", "delete");
        may(Kind.DESTINATION_RULE, "create", "update", "delete");
        may(Kind.LEASE, "get", "list", "create", "update");
    }

    private void may(Kind kind, String... words) {
        verbs.computeIfAbsent(kind, each -> new LinkedHashSet<>()).addAll(List.of(words));
    }

    private static boolean secrets(MetricsSystem metrics) {
        Stream<Credential> client =
                metrics.client().stream().flatMap(pair -> Stream.of(pair.certificate(), pair.key()));
        return Stream.of(auth(metrics.auth()), metrics.ca().stream(), client)
                .flatMap(each -> each)
                .anyMatch(Credential.InSecret.class::isInstance);
    }

    private static Stream<Credential> auth(MetricsSystem.Auth auth) {
        if (auth instanceof MetricsSystem.Auth.Basic basic) {
            return Stream.of(basic.password());
        }
        return auth instanceof MetricsSystem.Auth.Bearer bearer ? Stream.of(bearer.token()) : Stream.empty();
    }
}
