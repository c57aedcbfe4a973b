package io.mirrorexperiment.sandbox.mesh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The registry of images that the sandbox's nodes can pull, with the behaviour of each. Thread-safe; a change is felt by
 * the next request of containers that run already. An image that is not here can't be pulled.
 */
public final class Profiles {
    private final Map<String, ImageProfile> byName = new ConcurrentHashMap<>();

    /** Adds an image or changes its behaviour. */
    public void put(String image, ImageProfile profile) {
        byName.put(image, profile);
    }

    /** The behaviour of an image named by tag, as {@code example/reviews:2.0}, or by digest. */
    public Optional<ImageProfile> find(String image) {
        return named(image).map(byName::get);
    }

    /** What a kubelet reports as imageID: repository and digest, a function of the image's name alone. */
    public String imageId(String image) {
        String name = named(image).orElse(image);
        return repository(name) + "@" + digest(name);
    }

    private Optional<String> named(String image) {
        if (!image.contains("@")) {
            return byName.containsKey(image) ? Optional.of(image) : Optional.empty();
        }
        String digest = image.substring(image.indexOf('@') + 1);
        return byName.keySet().stream()
                .filter(name -> repository(name).equals(repository(image))
                        && digest(name).equals(digest))
                .findFirst();
    }

    private static String repository(String image) {
        String untagged = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int tag = untagged.lastIndexOf(':');
        return tag > untagged.lastIndexOf('/') ? untagged.substring(0, tag) : untagged;
    }

    private static String digest(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
