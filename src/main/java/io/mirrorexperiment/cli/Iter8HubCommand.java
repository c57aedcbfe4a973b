package io.mirrorexperiment.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where Iter8 downloads its charts, there is nothing to do. */
@Command(
        name = "hub",
        description = "Iter8's hub: says that nothing is downloaded, since the charts are built in.",
        footer = {"", "Examples:", "  ${ROOT-COMMAND-NAME} hub"})
final class Iter8HubCommand implements Callable<Integer> {
    @Option(
            names = "--remoteFolderURL",
            paramLabel = "URL",
            description = "Iter8's own only, which is what is built in")
    Optional<String> remoteFolder = Optional.empty();

    @Mixin
    Iter8Logging logging = new Iter8Logging();

    private final Host host;

    Iter8HubCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        remoteFolder.ifPresent(Iter8Chart::refuseForeign);
        host.err().println("nothing is downloaded: the chart slo-validation-istio is built in; go on with `launch`");
        return 0;
    }
}
