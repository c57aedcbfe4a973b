package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.experiment.Version;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.workload.Found;
import io.mirrorexperiment.workload.Versions;
import io.mirrorexperiment.workload.Workloads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at the Services and Deployments of a namespace; touches nothing.
 *
 * @param cluster where they are
 * @param namespace theirs
 */
public record Neighbourhood(Cluster cluster, String namespace) {
    private static final String SIDECAR = "istio-proxy";
    private static final Versions VERSIONS = Workloads.all().get(0);

    /** What serves behind a Service. */
    public Behind service(String name) {
        Optional<Manifest> service = cluster.read(new Address(Kind.SERVICE, namespace, name));
        return isKnative(name)
                ? new Behind.Unclear(name + " in " + namespace + " is a Knative Service, and init writes specs for"
                        + " Deployments only; resources/examples/knative-dark.yaml is one for Knative, to begin with")
                : service.map(this::behind)
                        .orElseGet(() -> new Behind.Unclear("Service " + namespace + "/" + name + " does not exist"
                                + others() + ". --namespace names another namespace, deployment/NAME a Deployment"));
    }

    /** What serves behind the one Service that selects the pods of a Deployment. */
    public Behind deployment(String name) {
        if (cluster.read(new Address(Kind.DEPLOYMENT, namespace, name)).isEmpty()) {
            return new Behind.Unclear(
                    "Deployment " + namespace + "/" + name + " does not exist; there is " + listed(deployments()));
        }
        List<Manifest> fronts = services().stream()
                .filter(service -> serves(service, name, deployments()))
                .toList();
        if (fronts.size() == 1) {
            return behind(fronts.get(0));
        }
        return new Behind.Unclear(
                fronts.isEmpty()
                        ? "no Service of namespace " + namespace + " selects the pods of Deployment " + name
                                + ", so no route leads to them and nothing of theirs can be mirrored; make a Service first"
                        : "several Services select the pods of Deployment " + name + ": " + listed(fronts)
                                + ". Say the one that clients call: `mirror-experiment init SERVICE --live " + name
                                + "`");
    }

    private boolean isKnative(String name) {
        return cluster.serves(Kind.KNATIVE_SERVICE)
                && cluster.read(new Address(Kind.KNATIVE_SERVICE, namespace, name))
                        .isPresent();
    }

    private Behind behind(Manifest service) {
        List<Manifest> all = deployments();
        List<Behind.Serving> versions = all.stream()
                .filter(each -> serves(service, each.name(), all))
                .map(this::serving)
                .sorted(Comparator.comparing(Behind.Serving::deployment))
                .toList();
        return versions.isEmpty()
                ? new Behind.Unclear("nothing that can be mirrored is behind Service " + service.name() + ": "
                        + (service.map("spec", "selector").isEmpty()
                                ? "it has no selector"
                                : "no Deployment makes pods that it selects")
                        + ". init writes specs for Deployments")
                : new Behind.There(service.name(), versions);
    }

    private static boolean serves(Manifest service, String deployment, List<Manifest> all) {
        return VERSIONS.find(new Version.OfDeployment(deployment), service, all) instanceof Found.There<Manifest>;
    }

    private Behind.Serving serving(Manifest deployment) {
        List<Manifest> pods = cluster.pods(deployment);
        return new Behind.Serving(
                deployment.name(),
                deployment
                        .text("spec", "template", "metadata", "labels", "version")
                        .orElse(""),
                containers(deployment, "spec", "template", "spec")
                        .filter(each -> !SIDECAR.equals(each.get("name")))
                        .map(each -> String.valueOf(each.get("image")))
                        .toList(),
                pods.size(),
                (int) pods.stream().filter(Neighbourhood::hasSidecar).count());
    }

    /** Since Kubernetes 1.28 sidecars may be containers that begin first and stay. */
    private static boolean hasSidecar(Manifest pod) {
        return Stream.concat(containers(pod, "spec"), pod.maps("spec", "initContainers").stream())
                .anyMatch(each -> SIDECAR.equals(each.get("name")));
    }

    private static Stream<Map<String, Object>> containers(Manifest object, String... path) {
        String[] whole = java.util.Arrays.copyOf(path, path.length + 1);
        whole[path.length] = "containers";
        return object.maps(whole).stream();
    }

    /** Nothing where they may not be listed. */
    private String others() {
        try {
            return "; there is " + listed(services());
        } catch (ClusterException e) {
            if (e.reason() != ClusterException.Reason.FORBIDDEN) {
                throw e;
            }
            return "";
        }
    }

    private List<Manifest> services() {
        return cluster.list(Kind.SERVICE, Optional.of(namespace), Map.of());
    }

    private List<Manifest> deployments() {
        return cluster.list(Kind.DEPLOYMENT, Optional.of(namespace), Map.of());
    }

    private static String listed(List<Manifest> objects) {
        return objects.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        objects.stream().map(Manifest::name).sorted().limit(12).toList());
    }
}
