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
        return "sum(istio_requests_total{" + labels + "})";
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

    /** Requests of all portals to each version of travels, as one side tells of them. */
    static Map<String, String> byVersion(String reporter) {
        Map<String, String> counters = new LinkedHashMap<>();
        VERSIONS.forEach(version -> counters.put(
                version,
                requests("reporter=\"" + reporter + "\",source_workload_namespace=\"" + Travels.PORTALS
                        + "\",destination_workload=\"travels-" + version + "\"")));
        return counters;
    }

    /** The same of one portal. */
    static String toVersion(String portal, String version) {
        return requests(from(portal) + ",destination_workload=\"travels-" + version + "\"");
    }

    /** Number and sum of the times of requests, in milliseconds, by the names {@code n} and {@code ms} with something before them. */
    static Map<String, String> times(String name, String labels) {
        return Map.of(
                name + " n", "sum(istio_request_duration_milliseconds_count{" + labels + "})",
                name + " ms", "sum(istio_request_duration_milliseconds_sum{" + labels + "})");
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
                "sum(istio_tcp_" + counter + "_total{reporter=\"source\",destination_workload=\"mysqldb-" + version
                        + "\"})"));
        return counters;
    }
}
