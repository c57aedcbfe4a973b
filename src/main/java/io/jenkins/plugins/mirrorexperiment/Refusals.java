package io.jenkins.plugins.mirrorexperiment;

import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.spec.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a spec may not ask of a controller, which has files and credentials that are not the job's; pure. */
final class Refusals {
    static final String LOG_FILES =
            "spec.metrics.accessLogs: log files on the controller are not read; write from: pods, which reads them through the cluster";

    private Refusals() {}

    /**
     * Everything that this spec may not ask here, as sentences.
     *
     * @param metrics name of the metrics profile that the step was given; empty for none
     */
    static List<String> of(Experiment experiment, String metrics) {
        List<String> refusals = new ArrayList<>();
        if (experiment
                .accessLogs()
                .filter(AccessLogPlace.InFiles.class::isInstance)
                .isPresent()) {
            refusals.add(LOG_FILES);
        }
        queried(experiment)
                .distinct()
                .flatMap(credential -> ofOthers("spec.metrics.queries", "in a query", credential).stream())
                .forEach(refusals::add);
        told(experiment)
                .distinct()
                .flatMap(credential -> ofOthers("spec.notifications", "for a receiver", credential).stream())
                .forEach(refusals::add);
        credentials(experiment.metrics()).forEach(credential -> {
            if (credential instanceof Credential.InFile file) {
                refusals.add("spec.metrics.prometheus: files on the controller are not read, so not " + file.path()
                        + " either; write {credential: <id>} with the id of a credential in Jenkins, or name a Secret");
            } else if (credential instanceof Credential.OfHost kept
                    && ProfilePart.isProfile(kept.id())
                    && !ProfilePart.of(kept.id(), metrics).isPresent()) {
                refusals.add("spec.metrics.prometheus: the credentials of a metrics profile can't be named in a spec;"
                        + " give the step the profile, as in metrics: 'prometheus-eu'");
            }
        });
        return refusals;
    }

    /** One message for the author of a spec or of a step. */
    static String words(String where, List<Mistake> mistakes) {
        return said(
                where,
                mistakes.stream()
                        .map(mistake -> mistake.line() > 0 ? where + ": " + mistake : mistake.toString())
                        .toList());
    }

    /** The same of sentences. */
    static String said(String where, List<String> mistakes) {
        String count = mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes";
        return String.join("\n", mistakes) + "\n" + count + " in " + where + "; nothing was touched.";
    }

    private static Optional<String> ofOthers(String where, String there, Credential credential) {
        if (credential instanceof Credential.InFile file) {
            return Optional.of(where + ": files on the controller are not read, so not " + file.path()
                    + " either; write {credential: <id>} with the id of a credential in Jenkins, or name a Secret");
        }
        return credential instanceof Credential.OfHost kept && ProfilePart.isProfile(kept.id())
                ? Optional.of(
                        where + ": the credentials of a metrics profile are for its own address, and can't be named "
                                + there + "; name a credential in Jenkins, or a Secret")
                : Optional.empty();
    }

    private static Stream<Credential> told(Experiment experiment) {
        return experiment.notifications().stream()
                .flatMap(List::stream)
                .flatMap(each -> each.receiver().secrets().stream());
    }

    private static Stream<Credential> queried(Experiment experiment) {
        return experiment.queries().stream()
                .flatMap(queries -> queries.metrics().stream())
                .flatMap(metric -> Stream.concat(metric.query().secrets().values().stream(), metric.ca().stream()));
    }

    private static Stream<Credential> credentials(MetricsSystem metrics) {
        Stream<Credential> auth = metrics.auth() instanceof Auth.Basic basic
                ? Stream.of(basic.password())
                : metrics.auth() instanceof Auth.Bearer bearer ? Stream.of(bearer.token()) : Stream.empty();
        Stream<Credential> client =
                metrics.client().stream().flatMap(shown -> Stream.of(shown.certificate(), shown.key()));
        return Stream.concat(Stream.concat(auth, metrics.ca().stream()), client);
    }
}
