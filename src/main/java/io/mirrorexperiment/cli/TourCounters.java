package io.mirrorexperiment.cli;

import io.mirrorexperiment.sandbox.Travels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The counters that the travels demo goes by, in PromQL. Pure. */
final class TourCounters {
    static final List<String> VERSIONS = List.of("v1", "v2", "v3");

    /** In the order of the versions that serve them. */
    static final List<String> PORTALS = List.of("travels.uk", "viaggi.it", "voyages.fr");

    static final String TESTER = "loadtester";

    private TourCounters() {}

    static String requests(String labels) {
        return sum("istio_requests_total", labels);
    }

    /** What was scraped last of each pod: where a scrape fails, the pod's counters stand still instead of being away. */
    private static String sum(String counter, String labels) {
        return "sum(last_over_time(" + counter + "{" + labels + "}[1m]))";
    }

    /** Requests of a portal that its own proxy saw the end of, whatever became of them. */
    static String of(String portal) {
        return requests(from(portal));
    }

    static String from(String portal) {
        return "reporter=\"source\",source_workload=\"" + Travels.PORTAL_WORKLOADS.getOrDefault(portal, portal) + "\"";
    }

    /** All requests of each portal. */
    static Map<String, String> byPortal() {
        Map<String, String> counters = new LinkedHashMap<>();
        PORTALS.forEach(portal -> counters.put(portal, of(portal)));
        return counters;
    }

    /** Requests of the portals to each version of travels, as their own proxies tell. */
    static Map<String, String> sent() {
        String portals = String.join("|", Travels.PORTAL_WORKLOADS.values());
        return byVersion("reporter=\"source\",source_workload=~\"" + portals + "\"");
    }

    /** Requests to each version of travels, whoever sent them, as its own proxies tell. */
    static Map<String, String> received() {
        return byVersion("reporter=\"destination\"");
    }

    private static Map<String, String> byVersion(String side) {
        Map<String, String> counters = new LinkedHashMap<>();
        VERSIONS.forEach(version -> counters.put(version, requests(side + "," + to("travels-" + version))));
        return counters;
    }

    /** The same of one portal. */
    static String toVersion(String portal, String version) {
        return requests(from(portal) + "," + to("travels-" + version));
    }

    /** What goes to a workload of the agency; no proxy needs to know the other's workload to tell it. */
    static String to(String workload) {
        return "destination_workload_namespace=\"" + Travels.AGENCY + "\",destination_workload=\"" + workload + "\"";
    }

    /**
     * Number and sum of the times of requests, in milliseconds, by the names {@code n} and {@code ms} with something before them. Envoy
     * shows both up to 5 s late, so the number is for the mean and not to be held against counters of requests.
     */
    static Map<String, String> times(String name, String labels) {
        return Map.of(
                name + " n", sum("istio_request_duration_milliseconds_count", labels),
                name + " ms", sum("istio_request_duration_milliseconds_sum", labels));
    }

    /** The mean of what {@link #times} grew by; not a number where nothing was counted. */
    static double mean(Map<String, Long> grown, String name) {
        return (double) grown.getOrDefault(name + " ms", 0L) / grown.getOrDefault(name + " n", 0L);
    }

    /** Connections to each version of the database, or the bytes of their answers, as the callers' proxies tell. */
    static Map<String, String> database(String counter) {
        Map<String, String> counters = new LinkedHashMap<>();
        VERSIONS.forEach(version -> counters.put(
                counter + " " + version,
                sum("istio_tcp_" + counter + "_total", "reporter=\"source\"," + to("mysqldb-" + version))));
        return counters;
    }
}
