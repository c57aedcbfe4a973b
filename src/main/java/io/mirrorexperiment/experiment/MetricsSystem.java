package io.mirrorexperiment.experiment;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Prometheus-compatible metrics system and how to reach it; or none, where each pod is asked for its own counters.
 *
 * @param url base address, without {@code /api/v1/query}; of pods: where each has its exposition, with {@link #POD} for its address
 * @param auth how to sign in
 * @param ca PEM certificates that the server is checked against, instead of the machine's own
 * @param client PEM certificate and key that we show (mutual TLS)
 * @param headers further headers, such as a tenant's
 * @param reporter whose telemetry counts: {@code destination} or {@code waypoint} of Istio, or Knative's {@link #QUEUE_PROXY}
 * @param timeout for one question
 * @param errors what counts as an error; the server's errors if nothing is said
 * @param direct the way to the pods, where they are asked themselves
 */
public record MetricsSystem(
        URI url,
        Auth auth,
        Optional<Credential> ca,
        Optional<ClientCertificate> client,
        Map<String, String> headers,
        String reporter,
        Duration timeout,
        Optional<Errors> errors,
        Optional<Direct> direct) {
    /** Stands for a pod's address. */
    public static final String POD = "pod";

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
        if (direct.isPresent() && !(POD.equals(url.getHost()) && "http".equals(url.getScheme()) && url.getPort() > 0)) {
            throw new IllegalArgumentException("pods are asked at http://pod:<port>/<path>");
        }
    }

    /** One that is asked instead of the pods. */
    public MetricsSystem(
            URI url,
            Auth auth,
            Optional<Credential> ca,
            Optional<ClientCertificate> client,
            Map<String, String> headers,
            String reporter,
            Duration timeout,
            Optional<Errors> errors) {
        this(url, auth, ca, client, headers, reporter, timeout, errors, Optional.empty());
    }

    /**
     * None: each pod is asked for its own counters.
     *
     * @param port of each pod
     * @param path of its exposition, with a leading slash
     * @param timeout for one pod
     */
    public static MetricsSystem ofPods(Direct way, int port, String path, Duration timeout, Optional<Errors> errors) {
        return new MetricsSystem(
                URI.create("http://" + POD + ":" + port + path),
                new Auth.None(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                "destination",
                timeout,
                errors,
                Optional.of(way));
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

    /** The way to the pods. */
    public enum Direct {
        /** Through the API server's proxy. */
        API_SERVER,
        /** To each pod's own address. */
        NETWORK;

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
