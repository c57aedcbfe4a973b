package io.mirrorexperiment.sandbox.kube.store;

import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.BUILT_IN;
import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.CONDITIONAL;
import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.GENERATION;
import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.SCALE;
import static io.mirrorexperiment.sandbox.kube.store.Kind.Trait.STATUS;

import io.mirrorexperiment.sandbox.kube.store.Kind.Column;
import io.mirrorexperiment.sandbox.kube.store.Kind.Trait;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The kinds that a cluster knows; definitions of custom resources add to them. Thread-safe. */
public final class Kinds {
    private static final Set<Trait> CUSTOM = Set.of(STATUS, GENERATION);
    private static final List<String> ISTIO = List.of("v1", "v1beta1", "v1alpha3");

    private static final List<Kind> STANDARD = List.of(
            wide("", "v1", "namespaces", "Namespace", "ns", STATUS),
            wide("", "v1", "nodes", "Node", "no", STATUS),
            own("", "v1", "services", "Service", "svc", STATUS),
            own("", "v1", "pods", "Pod", "po", STATUS),
            own("", "v1", "configmaps", "ConfigMap", "cm"),
            own("", "v1", "secrets", "Secret", ""),
            own("", "v1", "events", "Event", "ev"),
            own("", "v1", "serviceaccounts", "ServiceAccount", "sa"),
            own("", "v1", "endpoints", "Endpoints", "ep"),
            own("apps", "v1", "deployments", "Deployment", "deploy", STATUS, SCALE, GENERATION),
            own("apps", "v1", "replicasets", "ReplicaSet", "rs", STATUS, SCALE, GENERATION),
            own("coordination.k8s.io", "v1", "leases", "Lease", "", CONDITIONAL),
            own("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", "", GENERATION),
            own("rbac.authorization.k8s.io", "v1", "roles", "Role", ""),
            own("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding", ""),
            wide("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", ""),
            wide("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", ""),
            own("batch", "v1", "jobs", "Job", "", STATUS, GENERATION),
            own("batch", "v1", "cronjobs", "CronJob", "cj", STATUS, GENERATION),
            own("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", "pdb", STATUS, GENERATION, CONDITIONAL),
            own("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa", STATUS, CONDITIONAL),
            wide(
                    "apiextensions.k8s.io",
                    "v1",
                    "customresourcedefinitions",
                    "CustomResourceDefinition",
                    "crd",
                    STATUS,
                    GENERATION,
                    CONDITIONAL),
            istio(
                    "virtualservices",
                    "VirtualService",
                    "vs",
                    new Column("Gateways", "string", ".spec.gateways"),
                    new Column("Hosts", "string", ".spec.hosts")),
            istio("destinationrules", "DestinationRule", "dr", new Column("Host", "string", ".spec.host")),
            istio("gateways", "Gateway", "gw"),
            istio(
                    "serviceentries",
                    "ServiceEntry",
                    "se",
                    new Column("Hosts", "string", ".spec.hosts"),
                    new Column("Location", "string", ".spec.location"),
                    new Column("Resolution", "string", ".spec.resolution")));

    private final Map<String, Kind> byResource = new ConcurrentSkipListMap<>();

    /** All kinds of the table that pass. */
    public static Kinds standard(Predicate<Kind> wanted) {
        Kinds kinds = new Kinds();
        Stream.concat(STANDARD.stream(), KnativeKinds.ALL.stream())
                .filter(wanted)
                .forEach(kinds::add);
        return kinds;
    }

    /** Adds a kind, or replaces it. */
    public void add(Kind kind) {
        byResource.put(kind.resource(), kind);
    }

    /** Forgets a kind. */
    public void remove(String resource) {
        byResource.remove(resource);
    }

    /** All of them, by resource name. */
    public Collection<Kind> all() {
        return byResource.values();
    }

    /** The kind of a resource name, as in {@code deployments.apps} or {@code pods}. */
    public Optional<Kind> find(String resource) {
        return Optional.ofNullable(byResource.get(resource));
    }

    /** The kind of a resource name that every cluster of this sandbox has. */
    public Kind get(String resource) {
        return find(resource).orElseThrow(() -> new IllegalArgumentException("no such resource: " + resource));
    }

    /** The kind that an address names. */
    public Optional<Kind> served(String group, String version, String plural) {
        return find(group.isEmpty() ? plural : plural + "." + group)
                .filter(kind -> kind.versions().contains(version));
    }

    /** The kind that an object names. */
    public Optional<Kind> named(String apiVersion, String kindName) {
        return all().stream()
                .filter(kind -> kind.kind().equals(kindName))
                .filter(kind -> kind.versions().stream()
                        .anyMatch(version -> kind.apiVersion(version).equals(apiVersion)))
                .findFirst();
    }

    private static Kind own(
            String group, String version, String plural, String kind, String shortName, Trait... traits) {
        return builtIn(group, version, plural, kind, true, shortName, traits);
    }

    private static Kind wide(
            String group, String version, String plural, String kind, String shortName, Trait... traits) {
        return builtIn(group, version, plural, kind, false, shortName, traits);
    }

    private static Kind builtIn(
            String group, String version, String plural, String kind, boolean own, String shortName, Trait... traits) {
        Set<Trait> all = new java.util.HashSet<>(List.of(traits));
        all.add(BUILT_IN);
        List<String> shortNames = shortName.isEmpty() ? List.of() : List.of(shortName);
        return new Kind(group, List.of(version), plural, kind, own, shortNames, all, List.of());
    }

    private static Kind istio(String plural, String kind, String shortName, Column... columns) {
        return new Kind("networking.istio.io", ISTIO, plural, kind, true, List.of(shortName), CUSTOM, List.of(columns));
    }
}
