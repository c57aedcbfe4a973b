package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.DarkSource;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The path of a manifest, which must be YAML with exactly one Deployment. What else it holds is looked at where it is
 * applied.
 *
 * @param files reads it
 */
record ManifestForm(SpecFiles files) implements Form<DarkSource> {
    @Override
    public Optional<DarkSource> read(Field field) {
        return Text.PATH.read(field).flatMap(path -> bytes(field, path).flatMap(bytes -> source(field, path, bytes)));
    }

    private Optional<byte[]> bytes(Field field, String path) {
        try {
            return Optional.of(files.read(path));
        } catch (IOException | IllegalArgumentException e) {
            return field.wrong("can't be read: " + e.getMessage());
        }
    }

    private static Optional<DarkSource> source(Field field, String path, byte[] bytes) {
        Notes inside = new Notes();
        List<Piece> objects = YamlText.documents(bytes, inside);
        if (!inside.clean()) {
            return field.wrong("is no manifest: in " + Shown.quoted(path) + ", "
                    + inside.mistakes().get(0));
        }
        long deployments = objects.stream().filter(ManifestForm::isDeployment).count();
        return deployments == 1
                ? Optional.of(new DarkSource.Given(path, sha256(bytes)))
                : field.wrong("must hold exactly one Deployment, the dark version; " + Shown.quoted(path) + " holds "
                        + (deployments == 0 ? "none" : "" + deployments));
    }

    private static boolean isDeployment(Piece object) {
        return object instanceof Piece.Mapping mapping
                && mapping.entries().stream()
                        .anyMatch(entry -> entry.word().equals("kind")
                                && entry.value() instanceof Piece.Scalar kind
                                && kind.text().equals("Deployment"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
