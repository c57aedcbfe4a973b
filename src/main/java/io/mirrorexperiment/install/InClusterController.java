package io.mirrorexperiment.install;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The controller in a cluster: all that has to be there for it.
 *
 * @param name of its objects and of its Lease; several controllers, each for a part of the objects, have one each
 * @param home its namespace
 * @param homeIsOurs whether that is made for it alone
 * @param image with the program
 * @param replicas of which one leads
 * @param scope the objects that it attends to
 * @param besides Roles of ours whose rules it has besides, as docs/rbac.md names their files
 * @param secrets names of Secrets that specs may name
 * @param definitions whether those of the kinds are among the objects
 * @param door whether the API server asks it before it stores an object
 */
public record InClusterController(
        String name,
        String home,
        boolean homeIsOurs,
        String image,
        int replicas,
        Scope scope,
        List<String> besides,
        List<String> secrets,
        boolean definitions,
        Door door) {
    /** The usual name. */
    public static final String NAME = "mirror-experiment-controller";

    /** The namespace that is made for it if no other is named. */
    public static final String HOME = "mirror-experiment";

    /** How long a certificate of our own is valid. */
    public static final Duration VALIDITY = Duration.ofDays(365);

    /**
     * Which objects a controller attends to.
     *
     * @param namespaces empty for all
     * @param selector of labels, as kubectl takes it; empty for any
     */
    public record Scope(List<String> namespaces, String selector) {
        /** Copies. */
        public Scope {
            namespaces = List.copyOf(namespaces);
        }
    }

    /** Whether, and with which certificate, the API server's questions are answered. */
    public sealed interface Door {
        /** It asks nothing. */
        record None() implements Door {}

        /** With a certificate of our own. */
        record Own(ServingCertificate certificate) implements Door {}

        /** With one that cert-manager makes, and renews. */
        record CertManager() implements Door {}

        /** With a new certificate for the Service of a controller. */
        static Door signed(String name, String home, Instant now) {
            String host = new Naming(name, home).host();
            return new Own(ServingCertificate.of(List.of(host, host + ".cluster.local"), now, VALIDITY));
        }
    }

    /** Copies. */
    public InClusterController {
        besides = List.copyOf(besides);
        secrets = List.copyOf(secrets);
    }

    /** All of it, in the order in which it is to be made. */
    public List<Manifest> objects() {
        return groups().values().stream().flatMap(List::stream).toList();
    }

    /** The same as a text for {@code kubectl apply}. */
    public String yaml() {
        return text(objects());
    }

    /** The same as a folder for {@code kubectl apply -k}: texts by file name. */
    public Map<String, String> kustomization() {
        return Kustomization.of(groups());
    }

    private Map<String, List<Manifest>> groups() {
        Naming naming = new Naming(name, home);
        Map<String, List<Manifest>> groups = new java.util.LinkedHashMap<>();
        groups.put("crds", definitions ? kinds() : List.of());
        groups.put("namespace", homeIsOurs ? List.of(naming.wide("v1", "Namespace", home)) : List.of());
        groups.put("rbac", new ControllerRights(naming, scope.namespaces(), besides, secrets).objects());
        boolean isDoor = !(door instanceof Door.None);
        List<Manifest> acting = new ArrayList<>();
        acting.addAll(new ControllerPods(naming, image, replicas, command(isDoor), isDoor).objects());
        ControllerDoor asked = new ControllerDoor(naming, scope.namespaces(), certificate());
        groups.put("certificate", isDoor ? asked.identity() : List.of());
        groups.put("controller", acting);
        groups.put("webhook", isDoor ? List.of(asked.configuration()) : List.of());
        groups.values().removeIf(List::isEmpty);
        return groups;
    }

    private Optional<ServingCertificate> certificate() {
        return door instanceof Door.Own own ? Optional.of(own.certificate()) : Optional.empty();
    }

    private static List<Manifest> kinds() {
        return List.of(
                Shipped.definition("mirrorexperiments"),
                Shipped.definition("iter8-experiments"),
                Shipped.definition("iter8-metrics"));
    }

    private List<String> command(boolean isDoor) {
        List<String> command = new ArrayList<>(List.of("mirror-experiment", "controller", "--lease", name));
        scope.namespaces().forEach(namespace -> command.addAll(List.of("--namespace", namespace)));
        if (!scope.selector().isEmpty()) {
            command.addAll(List.of("--selector", scope.selector()));
        }
        if (isDoor) {
            command.addAll(List.of("--webhook-port", Integer.toString(ControllerPods.WEBHOOK)));
            command.addAll(List.of("--webhook-cert-dir", ControllerPods.CERTIFICATES));
        }
        return command;
    }

    static String text(List<Manifest> objects) {
        return objects.stream()
                .map(object -> ManifestText.write(object.tree()))
                .collect(Collectors.joining("---\n"));
    }
}
