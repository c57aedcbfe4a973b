package io.mirrorexperiment.workload;

import java.util.Optional;

/**
 * The name of a container image, taken apart.
 *
 * @param repository without tag and digest, as it was written
 * @param digest as in {@code sha256:…}
 */
record ImageName(String repository, Optional<String> digest) {
    static ImageName parse(String image) {
        int at = image.indexOf('@');
        String named = at < 0 ? image : image.substring(0, at);
        int colon = named.lastIndexOf(':');
        String repository = colon > named.lastIndexOf('/') ? named.substring(0, colon) : named;
        return new ImageName(repository, at < 0 ? Optional.empty() : Optional.of(image.substring(at + 1)));
    }

    /** What a kubelet reports as {@code imageID}, such as {@code docker-pullable://nginx@sha256:…}; empty if it cannot be pulled. */
    static Optional<ImageName> ofReport(String reported) {
        int scheme = reported.indexOf("://");
        ImageName name = parse(scheme < 0 ? reported : reported.substring(scheme + 3));
        return name.digest().isPresent() && !name.repository().isEmpty() ? Optional.of(name) : Optional.empty();
    }

    boolean sameRepository(ImageName other) {
        return full().equals(other.full());
    }

    /** With the registry that is meant where none is named: {@code nginx} is {@code docker.io/library/nginx}. */
    private String full() {
        int slash = repository.indexOf('/');
        if (slash < 0) {
            return "docker.io/library/" + repository;
        }
        String first = repository.substring(0, slash);
        boolean registry = first.contains(".") || first.contains(":") || first.equals("localhost");
        return registry ? repository.replaceFirst("^index\\.docker\\.io/", "docker.io/") : "docker.io/" + repository;
    }
}
