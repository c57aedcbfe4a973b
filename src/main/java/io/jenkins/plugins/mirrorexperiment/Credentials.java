package io.jenkins.plugins.mirrorexperiment;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Run;
import hudson.security.ACL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** Finds secrets among Jenkins' credentials; each time anew, so that a rotated secret is used. */
final class Credentials {
    private Credentials() {}

    /**
     * A secret that an experiment names.
     *
     * @param id of a credential that the build may use, or of a part of its metrics profile
     * @throws IOException if there is none or it has another kind; the message never holds the secret
     */
    static String text(String id, Run<?, ?> build, String metrics) throws IOException {
        Optional<ProfilePart> part = ProfilePart.of(id, metrics);
        if (part.isPresent()) {
            return MirrorExperimentConfiguration.get().metrics(metrics).secret(part.get());
        }
        StandardCredentials found =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, build, List.of());
        if (found == null) {
            throw new IOException("there is no credential '" + id + "' that this build may use");
        }
        return text(found);
    }

    /** A credential that an administrator named in the global configuration. */
    static StandardCredentials global(String id) throws IOException {
        StandardCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
        if (found == null) {
            throw new IOException("there is no credential '" + id + "' among those of the controller");
        }
        return found;
    }

    /** The one text of a credential: a secret text, a secret file, or a password. */
    static String text(StandardCredentials credential) throws IOException {
        if (credential instanceof StringCredentials text) {
            return text.getSecret().getPlainText();
        }
        if (credential instanceof FileCredentials file) {
            try (java.io.InputStream content = file.getContent()) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        if (credential instanceof StandardUsernamePasswordCredentials login) {
            return login.getPassword().getPlainText();
        }
        throw new IOException("credential '" + credential.getId()
                + "' is of another kind: use a secret text, a secret file, or a user name with password");
    }

    /** The certificates of a client, PEM. */
    static String certificates(StandardCertificateCredentials credential) throws IOException {
        try {
            StringBuilder pem = new StringBuilder();
            for (Certificate each : credential.getKeyStore().getCertificateChain(alias(credential))) {
                pem.append(pem("CERTIFICATE", each.getEncoded()));
            }
            return pem.toString();
        } catch (GeneralSecurityException e) {
            throw new IOException("credential '" + credential.getId() + "' can't be read: " + e.getMessage(), e);
        }
    }

    /** The key of a client, PEM (PKCS #8). */
    static String key(StandardCertificateCredentials credential) throws IOException {
        try {
            Key key = credential
                    .getKeyStore()
                    .getKey(
                            alias(credential),
                            credential.getPassword().getPlainText().toCharArray());
            return pem("PRIVATE KEY", key.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("credential '" + credential.getId() + "' can't be read: " + e.getMessage(), e);
        }
    }

    private static String alias(StandardCertificateCredentials credential)
            throws GeneralSecurityException, IOException {
        KeyStore store = credential.getKeyStore();
        for (String alias : java.util.Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return alias;
            }
        }
        throw new IOException("credential '" + credential.getId() + "' holds no private key");
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                + "-----\n";
    }
}
