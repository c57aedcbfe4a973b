package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Requests to the Knative Service {@code sample-app}, by arithmetic: each time that the clock has moved, those at {@code example.com} go
 * where the stored VirtualServices lead them, those at Knative's own name where the Service's traffic does, and the former are counted as
 * queue-proxies count.
 */
final class RevisionRequests {
    private static final String DOMAIN = "example.com";
    private static final String DARK = "sample-app-v2";

    private final ClusterView view;
    private final MetricsServer metrics;
    private final Map<String, Counted> revisions = new TreeMap<>();

    /** Requests a second at the domain; as many come by Knative's name, which are not counted. */
    double rate = 10;

    /** Share of failures of the dark revision. */
    double darkErrors;

    /** Share of copies that get lost. */
    double lostCopies;

    /** Requests of users that came to the dark revision while the Service's own traffic did not go there. */
    double leaked;

    /** Requests of users that no ready pod of a revision that Knative knows took. */
    double failed;

    /** Requests of users that a dark revision has got. */
    double promoted;

    RevisionRequests(ClusterView view, MetricsServer metrics) {
        this.view = view;
        this.metrics = metrics;
    }

    private static final class Counted {
        private double good;
        private double bad;
    }

    void flow(double seconds, Instant now) {
        if (service().isMissingNode()) {
            return;
        }
        double requests = rate * seconds;
        byTheDomain(requests);
        each(service().at("/status/traffic"))
                .filter(target -> target.path("percent").asInt() > 0)
                .forEach(target -> users(
                        revision(target), requests * target.path("percent").asInt() / 100, false));
        scrape(now);
    }

    private void byTheDomain(double requests) {
        JsonNode outer = entry(DOMAIN, "mesh");
        if (outer.isMissingNode()) {
            failed += hasRoute() ? requests : 0;
            return;
        }
        JsonNode last = throughTheGateway(outer, DOMAIN);
        users(header(last), requests, true);
        Stream.of(outer, last)
                .distinct()
                .filter(entry -> entry.has("mirror"))
                .forEach(entry -> copies(entry, requests));
    }

    /** Before anybody carries the domain there are no requests by it. */
    private boolean hasRoute() {
        return revisions.values().stream().anyMatch(counted -> counted.good > 0);
    }

    private JsonNode throughTheGateway(JsonNode entry, String authority) {
        boolean loops = entry.at("/route/0/destination/host").asText().startsWith("knative-local-gateway");
        return loops ? entry(authority, "knative-serving/knative-local-gateway") : entry;
    }

    private void copies(JsonNode entry, double requests) {
        double percent = entry.has("mirrorPercent")
                ? entry.path("mirrorPercent").asDouble()
                : entry.at("/mirrorPercentage/value").asDouble(100);
        String host = entry.at("/mirror/host").asText();
        String revision = host.contains("-private.")
                ? host.replaceFirst("-private\\..*", "")
                : header(entry(DOMAIN + "-shadow", "knative-serving/knative-local-gateway"));
        count(revision, requests * percent / 100 * (1 - lostCopies));
    }

    private void users(String revision, double requests, boolean counted) {
        boolean dark = revision.equals(DARK);
        promoted += dark ? requests : 0;
        leaked += dark && share(revision) < 100 ? requests : 0;
        if (!isKnown(revision) || pods(revision) == 0) {
            failed += requests;
        } else if (counted) {
            count(revision, requests);
        }
    }

    private void count(String revision, double requests) {
        Counted counted = revisions.computeIfAbsent(revision, name -> new Counted());
        double errors = revision.equals(DARK) ? darkErrors : 0;
        counted.bad += requests * errors;
        counted.good += requests * (1 - errors);
    }

    private int share(String revision) {
        return each(service().at("/spec/traffic"))
                .filter(target -> revision(target).equals(revision))
                .mapToInt(target -> target.path("percent").asInt())
                .sum();
    }

    private boolean isKnown(String revision) {
        return each(service().at("/status/traffic"))
                .anyMatch(target -> revision(target).equals(revision));
    }

    private static String revision(JsonNode target) {
        return target.path("revisionName").asText();
    }

    /** The first entry that takes a GET with this authority at a gateway. */
    private JsonNode entry(String authority, String gateway) {
        return view.list("virtualservices.networking.istio.io").stream()
                .filter(route -> !route.at("/metadata/labels").has("serving.knative.dev/route"))
                .filter(route -> each(route.at("/spec/gateways"))
                        .anyMatch(each -> each.asText().equals(gateway)))
                .filter(route -> each(route.at("/spec/hosts"))
                        .anyMatch(host -> List.of("*", authority).contains(host.asText())))
                .flatMap(route -> each(route.at("/spec/http")))
                .filter(entry -> takes(entry, authority))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static boolean takes(JsonNode entry, String authority) {
        return entry.path("match").isEmpty()
                || each(entry.path("match"))
                        .anyMatch(match -> authority.startsWith(
                                        match.at("/authority/prefix").asText())
                                && "GET".matches(match.at("/method/regex").asText("GET")));
    }

    private static String header(JsonNode entry) {
        String name = "/headers/request/set/Knative-Serving-Revision";
        return entry.at("/route/0" + name).asText(entry.at(name).asText());
    }

    private JsonNode service() {
        return view.list("services.serving.knative.dev").stream()
                .findFirst()
                .map(JsonNode.class::cast)
                .orElse(MissingNode.getInstance());
    }

    private long pods(String revision) {
        return view.list("pods").stream()
                .filter(pod -> pod.at("/metadata/labels/serving.knative.dev~1revision")
                        .asText()
                        .equals(revision))
                .filter(pod -> !pod.path("metadata").has("deletionTimestamp"))
                .filter(pod -> each(pod.at("/status/conditions"))
                        .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                                && condition.path("status").asText().equals("True")))
                .count();
    }

    private void scrape(Instant now) {
        for (ObjectNode revision : view.list("revisions.serving.knative.dev")) {
            String name = revision.at("/metadata/name").asText();
            if (pods(name) > 0) {
                ingest(name, revisions.computeIfAbsent(name, unused -> new Counted()), now);
            }
        }
        revisions.keySet().stream()
                .filter(name -> pods(name) == 0)
                .forEach(name -> metrics.ingest("", labels(name), now));
    }

    private void ingest(String revision, Counted counted, Instant now) {
        metrics.ingest(
                exposition(revision, "200", "2xx", counted.good) + exposition(revision, "503", "5xx", counted.bad),
                labels(revision),
                now);
    }

    private static Map<String, String> labels(String revision) {
        return Map.of("pod", revision + "-pod", "instance", revision + ":9091", "job", "pods");
    }

    private static String exposition(String revision, String code, String kind, double requests) {
        long all = (long) Math.floor(requests + 1e-6);
        String whom = "namespace_name=\"default\",revision_name=\"%s\",response_code=\"%s\",response_code_class=\"%s\""
                .formatted(revision, code, kind);
        return """
                revision_app_request_latencies_bucket{%1$s,le="20"} %2$d
                revision_app_request_latencies_bucket{%1$s,le="50"} %2$d
                revision_app_request_latencies_bucket{%1$s,le="+Inf"} %2$d
                revision_app_request_latencies_sum{%1$s} %3$d
                revision_app_request_latencies_count{%1$s} %2$d
                """.formatted(whom, all, all * 20);
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
