package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Credential;
import java.util.List;
import java.util.Optional;

/**
 * Where a secret is found: the name of a Secret, {@code {secret, key}} or {@code {file}}. Messages never show what was
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

    static Form<Credential> ofKey(String usualKey) {
        return new CredentialForm(usualKey);
    }

    @Override
    public Optional<Credential> read(Field field) {
        if (!field.isMapping()) {
            return SECRET.read(field).map(secret -> new Credential.InSecret(secret, usualKey));
        }
        Section from = Section.of(field, List.of("secret", "key", "file"));
        Optional<Credential> file = from.read("file", Text.PATH).map(Credential.InFile::new);
        Optional<String> secret = from.read("secret", SECRET);
        Optional<String> key = from.read("key", KEY);
        if (from.has("file") == from.has("secret")) {
            from.wrong("must hold either secret, and key if it is not " + usualKey + ", or file");
        } else if (from.has("file")) {
            from.refuse("key", "belongs to secret, not to file; remove it");
        }
        return file.or(() -> secret.map(name -> new Credential.InSecret(name, key.orElse(usualKey))));
    }
}
