package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.MetricsSystem.ClientCertificate;
import io.mirrorexperiment.experiment.MetricsSystem.Errors;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where evidence is found. */
final class MetricsForm {
    private static final Form<String> REPORTER = Choice.of("destination", "destination")
            .or("waypoint", "waypoint")
            .butNot(
                    "source",
                    "source sees none of the mirrored requests: Istio reports copies at the destination only; "
                            + "write destination, or waypoint for an ambient mesh")
            .butNot(
                    MetricsSystem.QUEUE_PROXY,
                    "queue-proxy tells of Knative revisions only; point at the versions with revision:, or write destination");
    private static final Form<String> OF_REVISIONS = Choice.of(MetricsSystem.QUEUE_PROXY, MetricsSystem.QUEUE_PROXY);
    static final Form<Optional<Errors>> ERRORS =
            Choice.of("server", Optional.<Errors>empty()).or(Errors.NOT_2XX.word(), Optional.of(Errors.NOT_2XX));
    private static final Form<String> USER =
            Text.matching(256, "[^:\\p{Cc}]+", "must be a user name without ':' or control characters");
    static final String HEADER_NAME = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}";

    private static final Form<String> HEADER = Text.unseen(
            Text.matching(8192, "\\p{Print}+", ""),
            "must be text of printable ASCII characters, in quotes if it looks like a number");
    private static final Credential NOWHERE = new Credential.InFile("");

    private static final String PROOF =
            "whatever queries tell, that copies arrive is proven by the mesh's own counters: write where they are, as in"
                    + " prometheus: {url: \"http://prometheus.istio-system:9090\"}, or direct: {} to read the pods' sidecars";

    private MetricsForm() {}

    /**
     * Reads the section.
     *
     * @param knative whether the versions are revisions, of which Knative's own proxies tell
     */
    static MetricsSystem read(Section spec, boolean knative) {
        String hint =
                "say where evidence is found, as in metrics: {prometheus: {url: \"http://prometheus.istio-system:9090\"}}, or, without a Prometheus, metrics: {direct: {}}";
        Section metrics = spec.section("metrics", "prometheus", "direct", "accessLogs", "queries", "variables");
        if (metrics.has("direct")) {
            return DirectForm.read(metrics, knative);
        }
        if (!spec.has("metrics")) {
            spec.missing("metrics", hint);
        } else if (!metrics.has("prometheus")
                && spec.find("metrics").filter(Field::isMapping).isPresent()) {
            metrics.missing("prometheus", metrics.has("queries") ? PROOF : hint);
        }
        Section prometheus = metrics.section(
                "prometheus", "url", "auth", "caFrom", "client", "headers", "reporter", "timeout", "errors");
        return system(prometheus, metrics.has("prometheus"), reporter(prometheus, knative));
    }

    private static String reporter(Section prometheus, boolean knative) {
        return knative
                ? prometheus.read("reporter", OF_REVISIONS, MetricsSystem.QUEUE_PROXY, MetricsSystem.QUEUE_PROXY)
                : prometheus.read("reporter", REPORTER, "destination", "destination");
    }

    private static MetricsSystem system(Section prometheus, boolean there, String reporter) {
        URI nowhere = URI.create("http://nowhere");
        URI url = there
                ? prometheus.need(
                        "url",
                        UrlForm::read,
                        nowhere,
                        "write its address, as in url: http://prometheus.istio-system:9090")
                : nowhere;
        Auth auth = prometheus.read("auth", MetricsForm::auth).orElse(new Auth.None());
        Optional<Credential> ca = prometheus.read("caFrom", CredentialForm.ofKey("ca.crt"));
        Optional<ClientCertificate> client = prometheus.read("client", MetricsForm::client);
        Map<String, String> headers =
                prometheus.read("headers", MetricsForm::headers).orElse(Map.of());
        Duration timeout = prometheus.read("timeout", Durations.positive(), Duration.ofSeconds(10), "10s");
        remarkUnused(prometheus, url);
        Optional<Errors> errors = prometheus.read("errors", ERRORS).flatMap(each -> each);
        return new MetricsSystem(url, auth, ca, client, headers, reporter, timeout, errors);
    }

    private static void remarkUnused(Section prometheus, URI url) {
        if ("http".equalsIgnoreCase(url.getScheme())) {
            prometheus.present("caFrom", "client").forEach(word -> prometheus
                    .notes()
                    .byDefault(prometheus.pathOf(word), "without effect, because the url begins with http, not https"));
        }
    }

    /** How to sign in. */
    static Optional<Auth> auth(Field field) {
        Section auth = Section.of(field, List.of("basic", "bearerFrom"));
        if (auth.present("basic", "bearerFrom").size() == 2) {
            auth.wrong("has both basic and bearerFrom; keep one of the two");
        } else if (auth.present("basic", "bearerFrom").isEmpty() && field.isMapping()) {
            auth.wrong(
                    "names no way to sign in; write bearerFrom: <Secret> or basic: {user: …, passwordFrom: <Secret>}");
        }
        Optional<Auth> basic = auth.read("basic", MetricsForm::basic);
        return auth.read("bearerFrom", CredentialForm.ofKey("token"))
                .<Auth>map(Auth.Bearer::new)
                .or(() -> basic);
    }

    private static Optional<Auth> basic(Field field) {
        Section basic = Section.of(field, List.of("user", "passwordFrom"));
        String user = basic.need("user", USER, "nobody", "write the user in clear, as in user: gate");
        Credential password = basic.need(
                "passwordFrom",
                CredentialForm.ofKey("password"),
                NOWHERE,
                "name the Secret, as in passwordFrom: prom-login");
        return Optional.of(new Auth.Basic(user, password));
    }

    private static Optional<ClientCertificate> client(Field field) {
        Section client = Section.of(field, List.of("certificateFrom", "keyFrom"));
        return Optional.of(new ClientCertificate(
                client.need(
                        "certificateFrom",
                        CredentialForm.ofKey("tls.crt"),
                        NOWHERE,
                        "name the Secret that holds the certificate"),
                client.need(
                        "keyFrom",
                        CredentialForm.ofKey("tls.key"),
                        NOWHERE,
                        "name the Secret that holds the private key")));
    }

    /** Headers that hold no secret. */
    static Optional<Map<String, String>> headers(Field field) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Field header : Section.free(field)) {
            String name = header.path().substring(field.path().length() + 1);
            if (!name.matches(HEADER_NAME)) {
                header.wrong("is no name of an HTTP header");
            } else if (name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("Cookie")) {
                header.wrong("would put a secret into the spec; use auth, which names a Secret");
            } else {
                HEADER.read(header).ifPresent(value -> headers.put(name, value));
            }
        }
        return Optional.of(headers);
    }
}
