package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Requirements;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks for what a spec requires, and waits for it; touches nothing. */
final class Seeking {
    private final Site site;

    Seeking(Site site) {
        this.site = site;
    }

    /** The deed: who does not find an API server at the first try has not begun. */
    Result seek(Journal journal) {
        Requirements required = journal.experiment().requires().orElseThrow();
        Optional<Entry.Sought> sought = journal.last(Entry.Sought.class);
        try {
            Optional<String> lacking = lacking(site.cluster(), required);
            return lacking.map(words -> waiting(sought, required, words))
                    .orElseGet(() -> Result.Done.with(new Entry.Found(site.now())));
        } catch (ClusterException e) {
            if (sought.isPresent() && e.reason() == ClusterException.Reason.UNREACHABLE) {
                throw e;
            }
            return Planning.refused(site.now(), e);
        }
    }

    private Result waiting(Optional<Entry.Sought> sought, Requirements required, String lacking) {
        if (sought.isEmpty()) {
            return Result.Done.with(new Entry.Sought(site.now(), lacking));
        }
        boolean late = site.now().isAfter(sought.get().at().plus(required.within()));
        return late
                ? Planning.notStarted(
                        site.now(),
                        Cause.NEVER_READY,
                        lacking + ", and the spec requires it; waited for "
                                + required.within().toSeconds() + " s")
                : new Result.NotYet(Move.Wait.REQUIREMENTS, lacking);
    }

    /** The first thing that is not as the spec requires it, in a sentence; empty if all is there. */
    static Optional<String> lacking(Cluster cluster, Requirements required) {
        return required.objects().stream()
                .flatMap(wanted -> lacking(cluster, wanted).stream())
                .findFirst();
    }

    private static Optional<String> lacking(Cluster cluster, Requirements.Wanted wanted) {
        var kind = cluster.kind(wanted.kind());
        if (kind.isEmpty()) {
            return Optional.of("the server serves no objects of kind " + wanted.kind() + " yet");
        }
        Optional<Manifest> found = cluster.read(new Address(kind.get(), wanted.namespace(), wanted.name()));
        return found.isEmpty()
                ? Optional.of(wanted.words() + " is not there")
                : wanted.condition().flatMap(condition -> unmet(found.get(), condition, wanted));
    }

    private static Optional<String> unmet(
            Manifest object, Requirements.Condition wanted, Requirements.Wanted requirement) {
        String name = requirement.words();
        if (isStale(object)) {
            return Optional.of(name + " was changed, and its status is of before");
        }
        List<Map<String, Object>> conditions = object.maps("status", "conditions").stream()
                .filter(each -> wanted.type().equalsIgnoreCase(String.valueOf(each.get("type"))))
                .toList();
        if (conditions.isEmpty()) {
            return Optional.of(name + " has no condition " + wanted.type());
        }
        Map<String, Object> condition = conditions.get(0);
        return wanted.status().equalsIgnoreCase(String.valueOf(condition.get("status")))
                ? Optional.empty()
                : Optional.of(name + " has condition " + wanted.type() + " " + condition.get("status") + ", not "
                        + wanted.status() + said(condition));
    }

    /** As kubectl wait: what a controller says of an older generation is no answer. */
    private static boolean isStale(Manifest object) {
        return object.at("metadata", "generation").orElse("") instanceof Number wanted
                && object.at("status", "observedGeneration").orElse("") instanceof Number seen
                && seen.longValue() < wanted.longValue();
    }

    private static String said(Map<String, Object> condition) {
        Object message = condition.get("message");
        return message == null || message.equals("") ? "" : ": " + message;
    }
}
