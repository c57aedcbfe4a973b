package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.scenario.StandingScenario;
import java.util.List;

/** The names by which the fields and objects of a scenario are known again; none of them is one of a run. */
final class ScenarioMarks {
    /** Beginning of the names of our entries; a run's clones begin otherwise. */
    static final String ENTRY = "mirror-experiment.scenario.";
    /** Name of the entry of a route of ours that takes what no rule takes. */
    static final String REST = ENTRY + "rest";
    /** On a DestinationRule: names of the subsets that we added. */
    static final String SUBSETS = "mirror-experiment.io/scenario-subsets";
    /** On a DestinationRule: the limits before us and ours, as JSON. */
    static final String BREAKER = "mirror-experiment.io/scenario-circuit-breaker";

    /** On every object that a scenario has touched, followed by the service: what the scenario is, for people. */
    private static final String SCENARIO = "scenario.mirror-experiment.io/";
    /** On a VirtualService, followed by the service: our routes of connections, which have no names, as JSON. */
    private static final String CONNECTIONS = "scenario-tcp.mirror-experiment.io/";

    /** On an HTTPRoute, followed by the service: our rules, as JSON. */
    private static final String RULES = "scenario-rules.mirror-experiment.io/";

    private static final String SUFFIX = "-scenario";
    private static final int LONGEST_KEY = 63;
    private static final int LONGEST_BEGINNING = 54;

    private ScenarioMarks() {}

    static String nameFor(String service) {
        return service + SUFFIX;
    }

    /** Whether an entry is one that a scenario of a service has written. */
    static boolean ours(Entry entry, ServiceHost host) {
        return entry.mentions(host)
                && entry.name().filter(name -> name.startsWith(ENTRY)).isPresent();
    }

    /** Whether an object was made by us. */
    static boolean made(Manifest object) {
        return Marks.ours(object) && object.name().endsWith(SUFFIX);
    }

    static Manifest noted(Manifest object, ServiceHost host, String words) {
        return object.withAnnotation(SCENARIO + key(host), words);
    }

    static Manifest without(Manifest object, ServiceHost host) {
        return object.withoutAnnotation(SCENARIO + key(host));
    }

    /** The annotation that keeps our routes of connections to a service. */
    static String connections(ServiceHost host) {
        return CONNECTIONS + key(host);
    }

    /** The annotation that keeps our rules for a service. */
    static String rules(ServiceHost host) {
        return RULES + key(host);
    }

    /** The scenarios of an object, as it says them itself. */
    static List<StandingScenario> standing(Manifest object) {
        return object.texts("metadata", "annotations").entrySet().stream()
                .filter(note -> note.getKey().startsWith(SCENARIO))
                .map(note -> new StandingScenario(
                        note.getKey().substring(SCENARIO.length()), note.getValue(), object.address(), made(object)))
                .toList();
    }

    /** Service and namespace, as far as Kubernetes takes it for the key of an annotation. */
    private static String key(ServiceHost host) {
        String name = host.service() + "." + host.namespace();
        return name.length() <= LONGEST_KEY
                ? name
                : name.substring(0, LONGEST_BEGINNING) + "-" + Integer.toHexString(name.hashCode());
    }
}
