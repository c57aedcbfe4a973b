package io.mirrorexperiment.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.AccessLogPlace;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.journal.Journal;
import java.net.URI;
import java.util.TreeSet;

/** What was asked for, as JSON. Of secrets only where they are kept, of headers only their names. */
final class JsonExperiment {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonExperiment() {}

    static ObjectNode of(Journal journal) {
        Experiment experiment = journal.experiment();
        ObjectNode node = NODES.objectNode();
        node.put("namespace", experiment.namespace());
        node.put("name", experiment.name());
        node.put("service", experiment.service());
        node.put("live", experiment.live().words());
        node.put("dark", Clean.line(Words.dark(experiment)));
        node.put("mirror", Words.mirror(journal));
        node.put("via", experiment.mirror().via().word());
        node.set("metrics", metrics(experiment.metrics()));
        node.put(
                "accessLogs",
                experiment.accessLogs().map(place -> Clean.line(logs(place))).orElse(null));
        node.set("cadence", cadence(experiment));
        node.set("decision", decision(experiment.decision()));
        node.put("promotion", experiment.promotion().mode().word());
        node.put("onInconclusive", experiment.onInconclusive().hold() ? "hold" : "rollBack");
        return node;
    }

    static ObjectNode limit(Objective objective) {
        Limit limit = objective.limit();
        if (limit instanceof Limit.AtMost most) {
            return NODES.objectNode().put("is", "atMost").put("value", most.value());
        }
        if (limit instanceof Limit.AtLeast least) {
            return NODES.objectNode().put("is", "atLeast").put("value", least.value());
        }
        return NODES.objectNode().put("is", "atMostOverLive").put("value", ((Limit.AtMostOverLive) limit).increase());
    }

    private static String logs(AccessLogPlace place) {
        if (place instanceof AccessLogPlace.InPods pods) {
            return "container " + pods.container() + " of the pods";
        }
        AccessLogPlace.InFiles files = (AccessLogPlace.InFiles) place;
        return "files " + files.live() + " and " + files.dark();
    }

    private static ObjectNode cadence(Experiment experiment) {
        return NODES.objectNode()
                .put("interval", experiment.cadence().interval().toString())
                .put("iterations", experiment.cadence().iterations())
                .put("warmUp", experiment.cadence().warmUp());
    }

    private static ObjectNode decision(Decision decision) {
        ObjectNode node = NODES.objectNode()
                .put("rule", decision.rule().word())
                .put("falsePromotion", decision.falsePromotion())
                .put("falseRollback", decision.falseRollback())
                .put("soak", decision.soak().toString())
                .put("failFast", decision.failFast());
        decision.leeway().ifPresent(leeway -> node.put("tolerance", leeway.tolerance())
                .put("burstFactor", leeway.burstFactor()));
        return node;
    }

    private static ObjectNode metrics(MetricsSystem metrics) {
        ObjectNode node = NODES.objectNode();
        node.put("url", bare(metrics.url()));
        node.put("auth", auth(metrics.auth()));
        node.put("ca", metrics.ca().map(JsonExperiment::place).orElse(null));
        node.put(
                "client",
                metrics.client()
                        .map(both -> place(both.certificate()) + " with " + place(both.key()))
                        .orElse(null));
        ArrayNode headers = node.putArray("headers");
        new TreeSet<>(metrics.headers().keySet()).forEach(headers::add);
        node.put("reporter", metrics.reporter());
        metrics.direct().ifPresent(way -> node.put("direct", way.word()));
        return node;
    }

    /** Without what may hold a token: user, query and fragment. */
    private static String bare(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        return url.getScheme() + "://" + url.getHost() + port + path;
    }

    private static String auth(Auth auth) {
        if (auth instanceof Auth.Basic basic) {
            return "basic with the password in " + place(basic.password());
        }
        if (auth instanceof Auth.Bearer bearer) {
            return "bearer with the token in " + place(bearer.token());
        }
        return "none";
    }

    private static String place(Credential credential) {
        if (credential instanceof Credential.InSecret secret) {
            return "secret " + secret.secret() + ", key " + secret.key();
        }
        return credential.words();
    }
}
