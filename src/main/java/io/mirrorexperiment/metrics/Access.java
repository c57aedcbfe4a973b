package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import okhttp3.Headers;

/** What one look shows to the server, read anew from the secrets. Its texts are never printed. */
final class Access {
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    /** Names of tenants are no secrets, and often are those of namespaces, which people want to read. */
    private static final Pattern TENANT = Pattern.compile("(?i)tenant|org-?id");

    private static final int WORTH_HIDING = 4;

    private final Headers.Builder headers = new Headers.Builder();
    private final List<String> hidden = new ArrayList<>();
    private final TlsMaterial tls;

    private Access(TlsMaterial tls) {
        this.tls = tls;
    }

    /** What is shown to a server of which only its certificate is known; headers come on top. */
    static Access toServer(Optional<Credential> ca, Secrets secrets) throws OddAnswerException {
        Optional<String> pem = new SecretReader(secrets).optional("the CA bundle", ca);
        return new Access(new TlsMaterial(pem, Optional.empty(), Optional.empty()));
    }

    /** Reads all secrets of a system; blocks as long as they do. */
    static Access read(MetricsSystem system, Secrets secrets) throws OddAnswerException {
        SecretReader reader = new SecretReader(secrets);
        Optional<String> ca = reader.optional("the CA bundle", system.ca());
        Optional<MetricsSystem.ClientCertificate> client = system.client();
        Access access = new Access(new TlsMaterial(
                ca,
                reader.optional("the client certificate", client.map(MetricsSystem.ClientCertificate::certificate)),
                reader.optional("the client key", client.map(MetricsSystem.ClientCertificate::key))));
        for (Map.Entry<String, String> header : system.headers().entrySet()) {
            access.show(header.getKey(), header.getValue());
        }
        access.signIn(system.auth(), reader);
        return access;
    }

    Headers headers() {
        return headers.build();
    }

    TlsMaterial tls() {
        return tls;
    }

    /** The text without any secret that it may quote: servers and proxies like to echo what they refuse. */
    String withoutSecrets(String text) {
        String clean = text;
        for (String secret : hidden) {
            clean = clean.replace(secret, "•••");
        }
        return clean;
    }

    /** Adds a header. */
    void show(String name, String value) throws OddAnswerException {
        if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
            throw new OddAnswerException("the header " + SampleText.shown(name)
                    + " has characters that HTTP does not allow; correct it in the spec");
        }
        headers.set(name, value);
        if (!TENANT.matcher(name).find()) {
            hide(value);
        }
    }

    private void signIn(Auth auth, SecretReader reader) throws OddAnswerException {
        if (auth instanceof Auth.Basic basic) {
            signIn(basic.user(), reader.line("the password", basic.password()));
        } else if (auth instanceof Auth.Bearer bearer) {
            String token = reader.line("the bearer token", bearer.token());
            if (!TOKEN.matcher(token).matches()) {
                throw new OddAnswerException("the bearer token in " + SecretReader.place(bearer.token())
                        + " has spaces, line breaks or other characters that a token cannot have");
            }
            authorize("Bearer " + token);
            hide(token);
        }
    }

    /** By HTTP basic. */
    void signIn(String user, String password) throws OddAnswerException {
        String value = Credentials.basic(user, password, StandardCharsets.UTF_8);
        authorize(value);
        hide(value.substring("Basic ".length()));
        hide(password);
    }

    private void authorize(String value) throws OddAnswerException {
        headers.set("Authorization", value);
    }

    /** Keeps a secret out of all messages. */
    void hide(String secret) {
        if (secret.length() >= WORTH_HIDING) {
            hidden.add(secret);
        }
    }

    /** Reads secrets and says whose they are when that fails. */
    record SecretReader(Secrets secrets) {
        Optional<String> optional(String what, Optional<Credential> credential) throws OddAnswerException {
            return credential.isEmpty() ? Optional.empty() : Optional.of(text(what, credential.get()));
        }

        /** A secret of one line; editors and shells like to end it with a line break, which is not part of it. */
        String line(String what, Credential credential) throws OddAnswerException {
            return text(what, credential).replaceFirst("[\\r\\n]+$", "");
        }

        private String text(String what, Credential credential) throws OddAnswerException {
            try {
                String text = secrets.read(credential);
                if (text.isBlank()) {
                    throw new OddAnswerException(what + " in " + place(credential) + " is empty");
                }
                return text;
            } catch (IOException unreadable) {
                throw new OddAnswerException(what + " in " + place(credential) + " cannot be read: "
                        + SampleText.shown(String.valueOf(unreadable.getMessage())));
            }
        }

        static String place(Credential credential) {
            return credential.words();
        }
    }
}
