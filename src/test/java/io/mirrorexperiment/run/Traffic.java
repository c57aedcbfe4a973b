package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.ClusterView;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Requests to the Service {@code reviews}, by arithmetic: each time that the clock has moved, the requests of that time go where the
 * stored VirtualServices, DestinationRules and ready pods lead them, and are counted as Istio's sidecars count them. All requests
 * are GETs.
 */
final class Traffic {
    private static final String NETWORKING = ".networking.istio.io";

    private final ClusterView view;
    private final MetricsServer metrics;
    private final Map<String, Counted> pods = new TreeMap<>();
    private final Map<String, List<ObjectNode>> heard = new HashMap<>();

    /** Whether the mesh's control plane is down, so that the proxies go on by what they heard last. */
    boolean deaf;

    /** Workloads that are not scraped for now: their counters seem to stand still. */
    Set<String> unscraped = Set.of();

    /** The pod, or the workload whose pods, can't be scraped for now: their series end, as Prometheus marks them then. */
    String unreachable = "";

    /** Requests a second. */
    double rate = 10;

    /** Whether live pods of all other services have as many requests each, of which no copies are made. */
    boolean busy;

    /** Share of failures of the workload {@code reviews-v1}, and more of them while there is a mirror. */
    double liveErrors;

    double liveErrorsWhileMirrored;

    /** Values of the label {@code version} of those that users are meant to reach. */
    Set<String> liveVersions = Set.of("v1");

    /** Share of failures of the live versions but v1. */
    double besideErrors;

    /** Share of failures of every other workload. */
    double darkErrors;

    /** Requests a second that reach dark pods past every route. */
    double strayRate;

    /** Share of copies that get lost. */
    double lostCopies;

    /** Requests of users that a route without a subset gave to dark pods. */
    double leaked;

    /** Requests of users that no pod took. */
    double failed;

    /** All requests that dark pods have got. */
    double dark;

    /** Requests that dark pods got while no route mirrored to them. */
    double darkWithoutMirror;

    Traffic(ClusterView view, MetricsServer metrics) {
        this.view = view;
        this.metrics = metrics;
    }

    /** What one pod's sidecar has counted. */
    private static final class Counted {
        private final String workload;
        private double good;
        private double bad;

        Counted(String workload) {
            this.workload = workload;
        }

        String exposition() {
            long failures = (long) Math.floor(bad + 1e-6);
            long all = (long) Math.floor(good + bad + 1e-6);
            String whom = ("reporter=\"destination\",destination_workload=\"%s\","
                            + "destination_workload_namespace=\"default\"")
                    .formatted(workload);
            return """
                    # TYPE istio_requests_total counter
                    istio_requests_total{%1$s,response_code="200",grpc_response_status=""} %2$d
                    istio_requests_total{%1$s,response_code="503",grpc_response_status=""} %3$d
                    # TYPE istio_request_duration_milliseconds histogram
                    istio_request_duration_milliseconds_bucket{%1$s,le="25"} %4$d
                    istio_request_duration_milliseconds_bucket{%1$s,le="50"} %4$d
                    istio_request_duration_milliseconds_bucket{%1$s,le="+Inf"} %4$d
                    istio_request_duration_milliseconds_sum{%1$s} %5$d
                    istio_request_duration_milliseconds_count{%1$s} %4$d
                    """.formatted(whom, all - failures, failures, all, all * 20);
        }
    }

    /** The pods that serve, as they are now. */
    private record Pod(String name, String workload, Map<String, String> labels) {
        boolean has(Map<String, String> wanted) {
            return wanted.entrySet().stream().allMatch(want -> want.getValue().equals(labels.get(want.getKey())));
        }
    }

    /** The requests of some seconds go their way; then every sidecar is scraped. */
    void flow(double seconds, Instant now) {
        List<Pod> ready = ready();
        List<ObjectNode> services = view.list("services").stream()
                .filter(service -> name(service).equals("reviews"))
                .toList();
        if (!services.isEmpty()) {
            Map<String, String> selector = texts(services.get(0).at("/spec/selector"));
            List<Pod> behind = ready.stream().filter(pod -> pod.has(selector)).toList();
            send(rate * seconds, behind);
        }
        serve(ready.stream().filter(this::isDark).toList(), strayRate * seconds, false);
        List<Pod> others = ready.stream().filter(pod -> busy && isOther(pod)).toList();
        serve(others, rate * seconds * others.size(), false);
        scrape(ready, now);
    }

    private boolean isOther(Pod pod) {
        return !isDark(pod) && !"reviews".equals(pod.labels().get("app"));
    }

    /** What a pod's sidecar exposes by now, to whoever asks it; empty while it can't be reached. */
    Optional<String> exposition(String pod) {
        return ready().stream()
                .filter(each -> each.name().equals(pod))
                .filter(each -> !unreachable.equals(pod) && !unreachable.equals(each.workload()))
                .map(each ->
                        pods.getOrDefault(pod, new Counted(each.workload())).exposition())
                .findFirst();
    }

    /** The sidecars of a workload end and come back, and count from zero. */
    void restart(String workload) {
        pods.replaceAll((name, counted) -> counted.workload.equals(workload) ? new Counted(workload) : counted);
    }

    private void send(double requests, List<Pod> behind) {
        Optional<FrontWay> front = FrontWay.in(resource -> heard(resource, resource));
        if (front.isPresent()) {
            send(requests, front.get());
            return;
        }
        JsonNode entry = entry();
        if (entry.isMissingNode()) {
            serve(behind, requests, true);
            return;
        }
        JsonNode mirror = entry.path("mirror");
        double copied = mirror.isMissingNode()
                ? 0
                : entry.at("/mirrorPercentage/value").asDouble(100) / 100 * requests * (1 - lostCopies);
        double weights = weights(entry);
        for (JsonNode leg : entry.path("route")) {
            double share = weights == 0 ? 1 : leg.path("weight").asDouble() / weights;
            serve(to(leg.path("destination"), behind), requests * share, true);
        }
        serve(to(mirror, behind), copied, false);
        if (copied == 0) {
            return;
        }
        darkWithoutMirror -= to(mirror, behind).stream().anyMatch(this::isDark) ? copied : 0;
    }

    /** By a route that leads to Services. */
    private void send(double requests, FrontWay way) {
        List<Pod> takers = selected(way.service());
        serve(takers, requests, true);
        double copied = requests * way.percent() / 100 * (1 - lostCopies);
        if (copied > 0) {
            List<Pod> copies = selected(way.mirror());
            serve(copies, copied, false);
            darkWithoutMirror -= copies.stream().anyMatch(this::isDark) ? copied : 0;
        }
    }

    private List<Pod> selected(String service) {
        return view.list("services").stream()
                .filter(object -> name(object).equals(service))
                .map(object -> texts(object.at("/spec/selector")))
                .flatMap(selector -> ready().stream().filter(pod -> pod.has(selector)))
                .toList();
    }

    private static double weights(JsonNode entry) {
        return each(entry.path("route"))
                .mapToDouble(leg -> leg.path("weight").asDouble())
                .sum();
    }

    /** The first entry that a GET matches; missing where there is no VirtualService of the host. */
    private JsonNode entry() {
        return heard("virtualservices").stream()
                .filter(route -> each(route.at("/spec/hosts")).anyMatch(host -> isReviews(host.asText())))
                .flatMap(route -> each(route.at("/spec/http")))
                .filter(Traffic::takesGets)
                .findFirst()
                .orElse(com.fasterxml.jackson.databind.node.MissingNode.getInstance());
    }

    private List<ObjectNode> heard(String kind) {
        return heard(kind, kind + NETWORKING);
    }

    private List<ObjectNode> heard(String kind, String resource) {
        if (!deaf || !heard.containsKey(kind)) {
            heard.put(kind, view.list(resource));
        }
        return java.util.Objects.requireNonNull(heard.get(kind));
    }

    private static boolean takesGets(JsonNode entry) {
        return entry.path("match").isEmpty()
                || each(entry.path("match")).map(match -> match.path("method")).anyMatch(Traffic::isGet);
    }

    private static boolean isGet(JsonNode method) {
        return method.path("exact").asText("GET").equals("GET")
                && "GET".matches(method.path("regex").asText("GET"));
    }

    private List<Pod> to(JsonNode destination, List<Pod> behind) {
        String subset = destination.path("subset").asText("");
        return subset.isEmpty()
                ? behind
                : subset(subset)
                        .map(labels ->
                                behind.stream().filter(pod -> pod.has(labels)).toList())
                        .orElse(List.of());
    }

    private Optional<Map<String, String>> subset(String name) {
        return heard("destinationrules").stream()
                .filter(rule -> isReviews(rule.at("/spec/host").asText()))
                .flatMap(rule -> each(rule.at("/spec/subsets")))
                .filter(subset -> subset.path("name").asText().equals(name))
                .map(subset -> texts(subset.path("labels")))
                .findFirst();
    }

    private void serve(List<Pod> takers, double requests, boolean users) {
        if (takers.isEmpty()) {
            failed += users ? requests : 0;
            return;
        }
        double each = requests / takers.size();
        boolean mixed = takers.stream().anyMatch(pod -> !isDark(pod));
        for (Pod pod : takers) {
            if (isDark(pod)) {
                dark += each;
                darkWithoutMirror += users && !mixed ? 0 : each;
                leaked += users && mixed ? each : 0;
            }
            Counted counted = pods.computeIfAbsent(pod.name(), name -> new Counted(pod.workload()));
            double errors = isDark(pod) ? darkErrors : errors(pod) + (isMirrored() ? liveErrorsWhileMirrored : 0);
            counted.bad += each * errors;
            counted.good += each * (1 - errors);
        }
    }

    private double errors(Pod live) {
        return "v1".equals(live.labels().get("version")) ? liveErrors : besideErrors;
    }

    /** What the pods of a workload have counted. */
    double requests(String workload) {
        return pods.values().stream()
                .filter(counted -> counted.workload.equals(workload))
                .mapToDouble(counted -> counted.good + counted.bad)
                .sum();
    }

    private boolean isMirrored() {
        return FrontWay.in(resource -> heard(resource, resource))
                .map(way -> way.percent() > 0)
                .orElseGet(() -> entry().has("mirror"));
    }

    private void scrape(List<Pod> ready, Instant now) {
        Map<String, Counted> here = new HashMap<>();
        ready.forEach(pod -> here.put(pod.name(), pods.getOrDefault(pod.name(), new Counted(pod.workload()))));
        pods.entrySet().stream()
                .filter(pod -> !unscraped.contains(pod.getValue().workload))
                .forEach(pod -> ingest(pod, here, now));
        pods.keySet().retainAll(Set.copyOf(here.keySet()));
    }

    private void ingest(Map.Entry<String, Counted> pod, Map<String, Counted> here, Instant now) {
        String name = pod.getKey();
        metrics.ingest(
                here.containsKey(name) && !Set.of(name, pod.getValue().workload).contains(unreachable)
                        ? pod.getValue().exposition()
                        : "",
                Map.of("pod", name, "instance", name + ":15020", "job", "pods"),
                now);
    }

    private List<Pod> ready() {
        List<Pod> ready = new ArrayList<>();
        List<ObjectNode> deployments = view.list("deployments.apps");
        for (ObjectNode pod : view.list("pods")) {
            boolean isReady = each(pod.at("/status/conditions"))
                    .anyMatch(condition -> condition.path("type").asText().equals("Ready")
                            && condition.path("status").asText().equals("True"));
            if (isReady && !pod.path("metadata").has("deletionTimestamp")) {
                Map<String, String> labels = texts(pod.at("/metadata/labels"));
                ready.add(new Pod(name(pod), workload(deployments, labels), labels));
            }
        }
        return ready;
    }

    private static String workload(List<ObjectNode> deployments, Map<String, String> labels) {
        return deployments.stream()
                .filter(deployment -> labels.entrySet()
                        .containsAll(texts(deployment.at("/spec/selector/matchLabels"))
                                .entrySet()))
                .map(Traffic::name)
                .findFirst()
                .orElse("unknown");
    }

    private boolean isDark(Pod pod) {
        return !liveVersions.contains(pod.labels().getOrDefault("version", ""));
    }

    private static boolean isReviews(String host) {
        return host.equals("reviews") || host.startsWith("reviews.default");
    }

    private static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new HashMap<>();
        node.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
