package io.mirrorexperiment.traffic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One item of a VirtualService's {@code http} list.
 *
 * @param fields as in the manifest
 * @param from namespace of the VirtualService, in which short hosts are resolved
 */
record Entry(Map<String, Object> fields, String from) {
    static final String MATCH = "match";
    private static final String ROUTE = "route";

    Optional<String> name() {
        return Fields.text(fields, "name");
    }

    /** Its conditions, any of which is enough; none means all requests. */
    List<Map<String, Object>> matches() {
        return Fields.maps(fields, MATCH);
    }

    List<Leg> legs() {
        return Fields.maps(fields, ROUTE).stream().map(Leg::new).toList();
    }

    /** The legs that requests take: Istio ignores the weight of a single one, and of several those of weight 0. */
    List<Leg> carrying() {
        List<Leg> legs = legs();
        return legs.size() == 1
                ? legs
                : legs.stream().filter(leg -> leg.weight() > 0).toList();
    }

    /** The legs to a service, carrying or not. */
    List<Leg> legsTo(ServiceHost host) {
        return legs().stream().filter(leg -> leads(leg, host)).toList();
    }

    /** Whether it names the service as a destination. */
    boolean mentions(ServiceHost host) {
        return !legsTo(host).isEmpty();
    }

    /** Whether requests that it takes reach the service. */
    boolean leadsTo(ServiceHost host) {
        return carrying().stream().anyMatch(leg -> leads(leg, host));
    }

    /** Whether some of its requests reach the service and some another one. */
    boolean divides(ServiceHost host) {
        return leadsTo(host) && !carrying().stream().allMatch(leg -> leads(leg, host));
    }

    /** Whether it is a copy that we put in front of a user's entry. */
    boolean isClone(ServiceHost host) {
        return mentions(host)
                && name().filter(name -> name.equals(Marks.CLONE) || name.startsWith(Marks.CLONE + "-"))
                        .isPresent();
    }

    Entry with(String key, Object value) {
        return new Entry(Fields.with(fields, key, value), from);
    }

    Entry without(String key) {
        return new Entry(Fields.without(fields, key), from);
    }

    Entry withLegs(List<Leg> legs) {
        return legs.equals(legs())
                ? this
                : with(ROUTE, legs.stream().map(Leg::fields).toList());
    }

    Entry withLegsTo(ServiceHost host, UnaryOperator<Leg> edit) {
        return withLegs(legs().stream()
                .map(leg -> leads(leg, host) ? edit.apply(leg) : leg)
                .toList());
    }

    /** As people find it again: its name, or its place in the list. */
    String words(int place) {
        return name().map(name -> "entry '" + name + "'").orElse("http[" + place + "]");
    }

    private boolean leads(Leg leg, ServiceHost host) {
        return host.isMeantBy(leg.host(), from);
    }
}
