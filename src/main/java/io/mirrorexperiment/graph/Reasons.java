package io.mirrorexperiment.graph;

import io.mirrorexperiment.graph.Treatment.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Why the two ends of an edge tell different things, in sentences: what the caller's proxy holds back, refuses or gives up, the destination
 * never sees; and of copies the caller's proxy counts nothing. Pure.
 */
public final class Reasons {
    /** Counters of two proxies are never scraped at the same time; less than this is nothing to explain. */
    private static final double NOTICEABLE = 0.1;

    private static final double NOTICEABLE_MILLIS = 50;

    private static final Set<Kind> REFUSING = EnumSet.of(Kind.ABORT, Kind.LIMIT, Kind.EJECTION, Kind.TIMEOUT);

    private final Edge edge;
    private final List<Treatment> treatments;
    private final List<String> reasons = new ArrayList<>();

    private Reasons(Edge edge, List<Treatment> treatments) {
        this.edge = edge;
        this.treatments = treatments.stream()
                .filter(each -> each.holdsFor(edge.service()))
                .toList();
    }

    /** Sentences; none where both ends agree. */
    public static List<String> of(Edge edge, List<Treatment> treatments) {
        return new Reasons(edge, treatments).all();
    }

    private List<String> all() {
        if (edge.atDestination().isEmpty() && edge.atWaypoint().isEmpty()) {
            edge.atSource().ifPresent(this::onlyAtSource);
        } else if (edge.atSource().filter(Flow::isBusy).isEmpty()) {
            edge.atDestination().ifPresent(flow -> onlyAtDestination());
        } else {
            edge.atDestination().ifPresent(there -> edge.atSource().ifPresent(here -> both(here, there)));
        }
        return List.copyOf(reasons);
    }

    private void onlyAtSource(Flow flow) {
        if (edge.destination().isUnknown()) {
            reasons.add(
                    "No workload was reached, so only the caller's proxy counts it" + flags(flow) + known(REFUSING));
        } else {
            reasons.add("Only the caller's proxy tells of it: the destination has no sidecar, or it is not scraped"
                    + flags(flow) + ".");
        }
    }

    private void onlyAtDestination() {
        if (edge.isMirrored()) {
            reasons.add(
                    "These are copies (" + edge.copying().map(Copying::where).orElse("")
                            + "): the caller's proxy counts none of them, and their answers are thrown away.");
        } else if (edge.source().isUnknown()) {
            reasons.add("The caller has no proxy that tells who it is, so only the destination counts it.");
        } else {
            reasons.add(
                    "Only the destination's proxy tells of it: they are copies of a mirror that is in no route that was"
                            + " read, or the caller's proxy is not scraped.");
        }
    }

    private void both(Flow here, Flow there) {
        slower(here.latency(), there.latency(), here);
        failing(here, there);
        more(here, there);
        fewer(here, there);
    }

    private void slower(Latency here, Latency there, Flow flow) {
        OptionalDouble gap = gap(here.mean(), there.mean());
        if (gap.isEmpty()) {
            return;
        }
        String much = Math.round(gap.getAsDouble()) + " ms longer on average than the destination works";
        boolean injected = flow.flags().keySet().stream()
                .anyMatch(flag -> List.of(flag.split(",", -1)).contains("DI"));
        Optional<Treatment> delay = first(Kind.DELAY);
        if (injected || delay.isPresent()) {
            reasons.add("The caller waits " + much
                    + ": its own proxy holds the injected delay, which the destination never sees"
                    + delay.map(each -> " (" + said(each) + ")").orElse("") + ".");
        } else {
            reasons.add("The caller waits " + much
                    + ": in the network, in retries, in a queue of its own proxy, or in a delay that a route injects.");
        }
    }

    private static OptionalDouble gap(OptionalDouble here, OptionalDouble there) {
        if (here.isEmpty() || there.isEmpty()) {
            return OptionalDouble.empty();
        }
        double gap = here.getAsDouble() - there.getAsDouble();
        return gap >= NOTICEABLE_MILLIS && gap >= NOTICEABLE * there.getAsDouble()
                ? OptionalDouble.of(gap)
                : OptionalDouble.empty();
    }

    private void failing(Flow here, Flow there) {
        if (here.errorShare() - there.errorShare() >= 0.001) {
            reasons.add("More fails for the caller than at the destination" + flags(here) + known(REFUSING));
        } else if (there.errorShare() - here.errorShare() >= 0.001) {
            reasons.add("More fails at the destination than the caller sees: its proxy tries again"
                    + known(EnumSet.of(Kind.RETRIES)));
        }
    }

    private void more(Flow here, Flow there) {
        boolean more = there.requests() > here.requests() * (1 + NOTICEABLE) + 0.1;
        if (!more) {
            return;
        }
        reasons.add(
                edge.copying().isPresent()
                        ? "The destination counts more than the caller sent, because copies arrive there, too ("
                                + edge.copying().map(Copying::where).orElse("") + ")."
                        : "The destination counts more than the caller sent: each try of a retried request counts there"
                                + known(EnumSet.of(Kind.RETRIES)));
    }

    private void fewer(Flow here, Flow there) {
        if (here.requests() > there.requests() * (1 + NOTICEABLE) + 0.1) {
            reasons.add("Some of what the caller sent never reached the destination, or was still on its way"
                    + flags(here) + ".");
        }
    }

    private Optional<Treatment> first(Kind kind) {
        return treatments.stream().filter(each -> each.kind() == kind).findFirst();
    }

    /** What is known to do such things, and a full stop. */
    private String known(Set<Kind> kinds) {
        String found = treatments.stream()
                .filter(each -> kinds.contains(each.kind()))
                .map(Reasons::said)
                .distinct()
                .collect(Collectors.joining("; "));
        return (found.isEmpty() ? "" : ": " + found) + ".";
    }

    private static String said(Treatment treatment) {
        return treatment.where() + " " + treatment.words();
    }

    private static String flags(Flow flow) {
        Map<String, Double> flags = new TreeMap<>(flow.flags());
        flags.values().removeIf(rate -> rate <= 0);
        return flags.isEmpty()
                ? ""
                : ", flagged " + flags.keySet().stream().map(Flags::words).collect(Collectors.joining(", "));
    }
}
