package io.mirrorexperiment.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder where journals live if nobody says otherwise, with one folder for each API server in it: a run's id is unique on its
 * cluster only.
 */
record StateFolder(Path root) {
    static StateFolder of(Map<String, String> environment) {
        return new StateFolder(Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(text -> text.startsWith("/"))
                .map(Path::of)
                .orElseGet(() -> home(environment).resolve(".local").resolve("state"))
                .resolve("mirror-experiment"));
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(Optional.ofNullable(environment.get("HOME"))
                .filter(text -> !text.isBlank())
                .orElseGet(() -> System.getProperty("user.home", ".")));
    }

    /** Of one API server. */
    Path of(String server) {
        URI uri = URI.create(server);
        String host = uri.getHost() == null ? server : uri.getHost();
        String name = uri.getPort() < 0 ? host : host + "_" + uri.getPort();
        return root.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    /** Of all API servers that runs were begun on from here. */
    List<Path> all() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(root + " cannot be listed", e);
        }
    }
}
