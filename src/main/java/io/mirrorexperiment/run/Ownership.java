package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.OnGitops;
import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Gitops;
import io.mirrorexperiment.manifest.IgnoreRule;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What GitOps controllers own of what a run edits: who is refused, what is told, and that nothing of ours stays in their objects. */
final class Ownership {
    private static final String MANAGED = "managedFields";

    private final Site site;

    Ownership(Site site) {
        this.site = site;
    }

    /** Whether objects that a GitOps controller owns are edited. */
    boolean patches(Journal journal) {
        return !journal.experiment().prints()
                && (site.patchGitops()
                        || journal.experiment()
                                .gitops()
                                .filter(OnGitops.PATCH::equals)
                                .isPresent());
    }

    /** Whether a run goes on where such a controller owns its routes, in one way or the other. */
    boolean goesOn(Journal journal) {
        return patches(journal) || journal.experiment().prints();
    }

    /**
     * What has to be known of objects that a plan would edit and a GitOps controller owns; none where there are none.
     *
     * @throws Obstacle if they must not be edited
     */
    List<String> warnings(Journal journal, Plan plan) {
        if (journal.experiment().prints()) {
            return List.of(
                    "the run writes no route and no workload of yours: commit what it prints, stage by stage, each"
                            + " when the run asks for it; each is waited for at most "
                            + Committing.patience(journal).toSeconds() + " s");
        }
        List<String> warnings = new ArrayList<>();
        for (Manifest object : edited(plan)) {
            Optional<String> owner = Gitops.owner(object);
            if (owner.isPresent()) {
                String rule = IgnoreRule.of(object, Cluster.FIELD_MANAGER).orElseThrow();
                warnings.add(allowed(journal, object.address(), owner.get(), rule));
            }
        }
        return warnings;
    }

    private String allowed(Journal journal, Address address, String owner, String rule) {
        if (!patches(journal)) {
            throw new Obstacle(
                    Cause.GITOPS_OWNED,
                    address.words() + " belongs to " + owner + ", which would undo our edits; make it ignore them, "
                            + rule
                            + ", and say --gitops patch; or commit the run's edits yourself, with --gitops print");
        }
        return address.words() + " belongs to " + owner + ", which undoes the run's edits unless it ignores them, "
                + rule
                + ". What a promotion changes has to get into git as well: at the end of the run that rule holds for nothing any more";
    }

    /** Where nobody may be asked, as of objects that the run makes, there is nothing. */
    private List<Manifest> edited(Plan plan) {
        return plan.touched().stream()
                .map(Address::parse)
                .filter(address -> isEdited(address, plan))
                .flatMap(address -> site.cluster().read(address).stream())
                .toList();
    }

    private static boolean isEdited(Address address, Plan plan) {
        return switch (address.kind().kind()) {
            case "VirtualService", "DestinationRule", "HTTPRoute", "HTTPProxy", "IngressRoute", "TraefikService" ->
                true;
            case "Service" ->
                address.kind().equals(Kind.KNATIVE_SERVICE) || plan.routes().contains(address.toString());
            default -> address.name().equals(plan.live()) && !address.kind().equals(Kind.REVISION);
        };
    }

    /** That a GitOps controller undid what the run did to a route, if one owns a route of the run; else the cause that was given. */
    Entry.Judged lost(Journal journal, String because) {
        return Optional.of(journal)
                .filter(site::holds)
                .flatMap(run -> run.experiment().prints() ? committed(run) : owner(run))
                .map(words -> judged(Cause.GITOPS_REVERTED, words + ": " + because))
                .orElseGet(() -> judged(Cause.ROUTE_CHANGED, because));
    }

    /** Routes of a run that writes none are as they are because somebody committed that. */
    private Optional<String> committed(Journal journal) {
        String owners = routes(journal)
                .flatMap(object -> Gitops.owner(object).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return Optional.of(
                "the route is not as it was committed for the run" + (owners.isEmpty() ? "" : " to " + owners)
                        + "; somebody took it back in git, or the cluster is not what git says");
    }

    /** Who owns a route of the run, and what would have kept them from undoing its edits, in a sentence; empty if nobody does. */
    private Optional<String> owner(Journal journal) {
        return routes(journal).flatMap(object -> words(object).stream()).findFirst();
    }

    private Stream<Manifest> routes(Journal journal) {
        return Site.plan(journal).routes().stream()
                .map(Address::parse)
                .sorted(Comparator.comparing(route -> !route.kind().equals(Kind.VIRTUAL_SERVICE)))
                .flatMap(route -> site.cluster().read(route).stream());
    }

    private static Optional<String> words(Manifest object) {
        return Gitops.owner(object)
                .map(owner -> object.address().words() + " belongs to " + owner
                        + ", and is not as the run left it; for the next run write "
                        + IgnoreRule.of(object, Cluster.FIELD_MANAGER).orElseThrow());
    }

    private Entry.Judged judged(Cause cause, String because) {
        return new Entry.Judged(site.now(), Verdict.INCONCLUSIVE, cause, because);
    }

    /** Takes our name out of the managed fields of what is not ours: from here its owner decides about every field again. */
    void leave(Journal journal) {
        if (patches(journal)) {
            Site.plan(journal).touched().stream().map(Address::parse).forEach(address -> leave(journal, address));
        }
    }

    private void leave(Journal journal, Address address) {
        new Editing(site.cluster())
                .one(
                        () -> site.cluster().read(address).filter(object -> Gitops.owner(object)
                                .isPresent()),
                        () -> !site.passedOn(journal),
                        Ownership::without);
    }

    /** Kubernetes takes an empty list for one that was forgotten; a list of one empty entry says that there are none. */
    private static Manifest without(Manifest object) {
        List<Map<String, Object>> entries = object.maps("metadata", MANAGED);
        List<Map<String, Object>> others = entries.stream()
                .filter(entry -> !Cluster.FIELD_MANAGER.equals(entry.get("manager")))
                .toList();
        if (others.size() == entries.size()) {
            return object;
        }
        return object.with(others.isEmpty() ? List.of(Map.of()) : others, "metadata", MANAGED);
    }
}
