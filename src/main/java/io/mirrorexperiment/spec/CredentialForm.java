package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Credential;
import java.util.List;
import java.util.Optional;

/**
 * Where a secret is found: the name of a Secret, {@code {secret, key}}, {@code {file}}, or {@code {credential}} of a host that keeps some. Messages never show what was
 * written, for it could be the secret itself.
 *
 * @param usualKey the key in a Secret if none is named
 */
record CredentialForm(String usualKey) implements Form<Credential> {
    private static final Form<String> SECRET = Text.unseen(
            Text.OBJECT_NAME,
            "must be the name of a Kubernetes Secret, not the secret itself; or write {secret: …, key: …} or {file: …}");
    private static final Form<String> KEY = Text.unseen(
            Text.matching(253, "[-._A-Za-z0-9]+", ""),
            "must be a key of the Secret: letters, digits, '-', '_' and '.'");

    private static final Form<String> KEPT = Text.unseen(
            Text.matching(253, "[-._/A-Za-z0-9]+", ""),
            "must be the id of a credential that the host keeps: letters, digits, '-', '_', '.' and '/'");

    static Form<Credential> ofKey(String usualKey) {
        return new CredentialForm(usualKey);
    }

    @Override
    public Optional<Credential> read(Field field) {
        if (!field.isMapping()) {
            return SECRET.read(field).map(secret -> new Credential.InSecret(secret, usualKey));
        }
        Section from = Section.of(field, List.of("secret", "key", "file", "credential"));
        Optional<Credential> file = from.read("file", Text.PATH).map(Credential.InFile::new);
        Optional<String> secret = from.read("secret", SECRET);
        Optional<String> key = from.read("key", KEY);
        Optional<String> kept = from.read("credential", KEPT);
        if (from.present("secret", "file", "credential").size() != 1) {
            from.wrong("must hold one of secret, and key if it is not " + usualKey + ", file, or credential");
        } else if (!from.has("secret")) {
            from.refuse("key", "belongs to secret; remove it");
        }
        return file.or(() -> kept.map(Credential.OfHost::new))
                .or(() -> secret.map(name -> new Credential.InSecret(name, key.orElse(usualKey))));
    }
}
