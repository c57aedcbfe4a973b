package io.mirrorexperiment.cli;

import io.mirrorexperiment.controller.AdmissionServer;
import io.mirrorexperiment.controller.OwnKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a controller answers the API server's questions. */
final class WebhookFlags {
    @Option(
            names = "--webhook-port",
            paramLabel = "PORT",
            description = "answer the API server's questions about experiments here, over HTTPS (see docs/install.md)")
    Optional<Integer> port = Optional.empty();

    @Option(
            names = "--webhook-cert-dir",
            paramLabel = "DIR",
            description = "folder with tls.crt and tls.key (PEM) for that; read again when they are replaced")
    Optional<Path> certificates = Optional.empty();

    /** Begins to answer, where that is asked for. */
    Optional<AdmissionServer> open() {
        if (port.isPresent() != certificates.isPresent()) {
            throw Refusal.usage("--webhook-port and --webhook-cert-dir belong together; write both, or neither");
        }
        try {
            return port.isPresent()
                    ? Optional.of(AdmissionServer.open(port.get(), certificates.orElseThrow(), new OwnKind()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw Refusal.usage("--webhook-port " + port.orElse(0) + ": " + e.getMessage());
        }
    }
}
