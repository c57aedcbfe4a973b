package io.mirrorexperiment.experiment;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Prometheus-compatible metrics system and how to reach it.
 *
 * @param url base address, without {@code /api/v1/query}
 * @param auth how to sign in
 * @param ca PEM certificates that the server is checked against, instead of the machine's own
 * @param client PEM certificate and key that we show (mutual TLS)
 * @param headers further headers, such as a tenant's
 * @param reporter whose telemetry counts: {@code destination} or {@code waypoint} of Istio, or Knative's {@link #QUEUE_PROXY}
 * @param timeout for one question
 * @param errors what counts as an error; the server's errors if nothing is said
 */
public record MetricsSystem(
        URI url,
        Auth auth,
        Optional<Credential> ca,
        Optional<ClientCertificate> client,
        Map<String, String> headers,
        String reporter,
        Duration timeout,
        Optional<Errors> errors) {
    /** The reporter beside each container of a Knative revision. */
    public static final String QUEUE_PROXY = "queue-proxy";

    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "proxy-authorization", "cookie");

    /** Copies; refuses an address or a header that carries a password: what is here is written down and shown. */
    public MetricsSystem {
        headers = Map.copyOf(headers);
        boolean bare = url.getRawAuthority() != null && !url.getRawAuthority().contains("@");
        if (!bare || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("a metrics url holds scheme, host and path; for credentials use auth");
        }
        if (headers.keySet().stream().anyMatch(MetricsSystem::isSecret)) {
            throw new IllegalArgumentException("credentials do not belong into headers; use auth");
        }
    }

    /** One where the server's errors count. */
    public MetricsSystem(
            URI url,
            Auth auth,
            Optional<Credential> ca,
            Optional<ClientCertificate> client,
            Map<String, String> headers,
            String reporter,
            Duration timeout) {
        this(url, auth, ca, client, headers, reporter, timeout, Optional.empty());
    }

    private static boolean isSecret(String header) {
        return SECRET_HEADERS.contains(header.toLowerCase(Locale.ROOT));
    }

    /** What counts as an error. */
    public enum Errors {
        /** Every answer that is not 2xx, as Iter8 counts on Knative. */
        NOT_2XX;

        /** The word of a spec. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How to sign in. */
    public sealed interface Auth {
        /** Not at all. */
        record None() implements Auth {}

        /**
         * HTTP basic.
         *
         * @param user in clear
         * @param password where it is found
         */
        record Basic(String user, Credential password) implements Auth {}

        /**
         * A bearer token.
         *
         * @param token where it is found
         */
        record Bearer(Credential token) implements Auth {}
    }

    /**
     * A client certificate.
     *
     * @param certificate PEM chain
     * @param key PEM private key (PKCS #8)
     */
    public record ClientCertificate(Credential certificate, Credential key) {}
}
