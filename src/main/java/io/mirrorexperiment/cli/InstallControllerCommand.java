package io.mirrorexperiment.cli;

import io.mirrorexperiment.install.InClusterController;
import io.mirrorexperiment.install.InClusterController.Door;
import io.mirrorexperiment.install.InClusterController.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the controller: definitions, rights, pods, and how the API server asks it. */
@Command(
        name = "controller",
        description = "Print the controller, which makes runs of the experiments that are applied to the cluster.",
        footer = {
            "",
            "Examples:",
            "  mirror-experiment install controller --image IMAGE | kubectl apply --server-side -f -",
            "  mirror-experiment install controller --image IMAGE --namespace shop --namespace pay --webhook | kubectl apply --server-side -f -",
            "  mirror-experiment install controller --image IMAGE --kustomize deploy/controller",
            "",
            "What it prints, and how certificates are renewed: docs/install.md. Asks no cluster."
        })
final class InstallControllerCommand implements Callable<Integer> {
    private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    @Option(names = "--image", required = true, description = "image with this program; tekton/image builds one")
    String image = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "attend to objects of this namespace only, with rights there only; may be given again")
    List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--selector",
            paramLabel = "LABELS",
            description = "attend to objects with these labels only, as in team=shop")
    String selector = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = InClusterController.NAME,
            description = "of its objects and its Lease; one each for several controllers (default: ${DEFAULT-VALUE})")
    String name = "";

    @Option(
            names = "--into",
            paramLabel = "NAMESPACE",
            description = "where it lives, a namespace that is there (default: ${DEFAULT-VALUE}, printed too)",
            defaultValue = InClusterController.HOME)
    String home = "";

    @Option(names = "--replicas", paramLabel = "N", defaultValue = "2", description = "default: ${DEFAULT-VALUE}")
    int replicas;

    @Mixin
    ControllerRightsFlags rights = new ControllerRightsFlags();

    @Option(
            names = "--crds",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "print the definitions of the kinds, too; --no-crds where others keep them (default: yes)")
    boolean definitions;

    @Option(names = "--webhook", description = "have the API server ask the controller before it stores an experiment")
    boolean webhook;

    @Option(names = "--cert-manager", description = "with --webhook: cert-manager makes and renews the certificate")
    boolean certManager;

    @Option(
            names = "--kustomize",
            paramLabel = "DIR",
            description = "write a folder for kubectl apply -k instead of printing; it must be empty or not there")
    Optional<Path> folder = Optional.empty();

    private final Host host;

    InstallControllerCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        check();
        InClusterController controller = controller();
        if (folder.isPresent()) {
            write(folder.get(), controller.kustomization());
            host.out().println("written: kubectl apply --server-side -k " + folder.get());
        } else {
            host.out().print(controller.yaml());
        }
        return 0;
    }

    private InClusterController controller() {
        return new InClusterController(
                name,
                home,
                home.equals(InClusterController.HOME),
                image,
                replicas,
                new Scope(List.copyOf(new TreeSet<>(namespaces)), selector),
                rights.roles(namespaces.isEmpty()),
                List.copyOf(new TreeSet<>(rights.secrets)),
                definitions,
                door());
    }

    private Door door() {
        if (!webhook) {
            return new Door.None();
        }
        return certManager
                ? new Door.CertManager()
                : Door.signed(name, home, Clock.systemUTC().instant());
    }

    private void check() {
        named("--name", name);
        named("--into", home);
        namespaces.forEach(each -> named("--namespace", each));
        if (replicas < 1) {
            throw Refusal.usage("--replicas must be 1 or more, was " + replicas);
        }
        if (certManager && !webhook) {
            throw Refusal.usage("--cert-manager makes the certificate of --webhook; write both");
        }
    }

    private static void named(String flag, String name) {
        if (!name.matches(DNS_LABEL)) {
            throw Refusal.usage(flag + " '" + name + "' must be lower-case letters, digits and '-', at most 63");
        }
    }

    /** Into an empty folder only: what lies there is somebody's work. */
    private static void write(Path folder, Map<String, String> files) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> there = Files.list(folder)) {
                if (there.findAny().isPresent()) {
                    throw Refusal.usage(folder + " is not empty; name another folder");
                }
            }
        } catch (IOException e) {
            throw Refusal.usage(folder + " cannot be written: " + e.getMessage());
        }
        files.forEach((file, text) -> NewFile.write(folder.resolve(file), text, false));
    }
}
