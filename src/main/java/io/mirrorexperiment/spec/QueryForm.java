package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricQuery.Method;
import io.mirrorexperiment.experiment.MetricQuery.Named;
import io.mirrorexperiment.experiment.QueriedMetric;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One metric that is asked over HTTP.
 *
 * @param name of the metric
 * @param variables of the dark version
 */
record QueryForm(String name, Set<String> variables) implements Form<QueriedMetric> {
    private static final Choice<QueriedMetric.Type> TYPE =
            Choice.of("gauge", QueriedMetric.Type.GAUGE).or("counter", QueriedMetric.Type.COUNTER);
    private static final Choice<Method> METHOD = Choice.of("GET", Method.GET).or("POST", Method.POST);
    private static final Choice<Boolean> BASIC = Choice.of("basic", true);
    private static final Form<String> UNIT =
            Text.matching(64, "[^\\p{Cc}]*", "must be a word or two without line breaks");
    private static final String NOWHERE = "http://nowhere";
    private static final String SECRET_WORDS =
            "([-_a-z0-9]*[-_])?(authorization|cookie|token|secret|password|(api|app|application|access|auth|query|license)?key)";
    static final Pattern SECRET = Pattern.compile(SECRET_WORDS, Pattern.CASE_INSENSITIVE);
    static final Pattern SECRET_IN_URL = Pattern.compile("[?&]" + SECRET_WORDS + "=(?!\\$)", Pattern.CASE_INSENSITIVE);
    private static final List<String> WORDS = List.of(
            "url", "method", "headers", "params", "body", "auth", "secrets", "jq", "type", "unit", "caFrom", "timeout");

    @Override
    public Optional<QueriedMetric> read(Field field) {
        Section query = Section.of(field, WORDS);
        if (!field.isMapping()) {
            return Optional.empty();
        }
        Map<String, Credential> secrets =
                query.read("secrets", QueryForm::secrets).orElse(Map.of());
        String url = query.need("url", each -> url(each, secrets), NOWHERE, "write the whole address that is asked");
        QueriedMetric.Type type = query.read(
                "type", TYPE, QueriedMetric.Type.GAUGE, "gauge (the value is held against the limit as it is)");
        String unit = query.read("unit", UNIT).orElse("");
        Optional<Credential> ca = query.read("caFrom", CredentialForm.ofKey("ca.crt"));
        Duration timeout = query.read("timeout", Durations.positive(), Duration.ofSeconds(10), "10s");
        return Optional.of(new QueriedMetric(Metric.queried(name, unit), type, made(query, url, secrets), ca, timeout));
    }

    /** After a mistake a stand-in, so that objectives on it are no mistakes, too. */
    private MetricQuery made(Section query, String url, Map<String, Credential> secrets) {
        Method method = query.read("method", METHOD, Method.GET, "GET");
        Optional<String> body = query.read("body", each -> each.verbatim().flatMap(text -> versioned(each, text)));
        if (method == Method.GET) {
            query.refuse("body", "belongs to method: POST; write that, or remove the body");
        }
        boolean basic = query.read("auth", BASIC).orElse(false);
        if (basic && !(secrets.containsKey(MetricQuery.USER) && secrets.containsKey(MetricQuery.PASSWORD))) {
            query.refuse("auth", "signs in with the secrets username and password; name both under secrets");
        }
        List<Named> headers =
                query.read("headers", each -> headers(each, secrets)).orElse(List.of());
        List<Named> params = query.read("params", this::params).orElse(List.of());
        String jq = query.need("jq", Field::text, ".", "say where the number is in the answer, as in jq: .value");
        return query.notes().clean()
                ? new MetricQuery(method, url, headers, params, body, basic, secrets, jq)
                : new MetricQuery(Method.GET, NOWHERE, List.of(), List.of(), Optional.empty(), false, Map.of(), jq);
    }

    private static Optional<Map<String, Credential>> secrets(Field field) {
        Map<String, Credential> secrets = new LinkedHashMap<>();
        for (Field each : Section.free(field)) {
            String word = QueriesForm.word(field, each);
            if (!word.matches(QueriesForm.PLACEHOLDER)) {
                each.wrong("can't stand in a template: letters, digits and '_', no digit at the beginning");
            }
            CredentialForm.ofKey(word).read(each).ifPresent(place -> secrets.put(word, place));
        }
        return Optional.of(secrets);
    }

    private static Optional<String> url(Field field, Map<String, Credential> secrets) {
        return field.text().flatMap(text -> {
            if (!text.matches("(?i)https?://[^/?#\\s]+.*") || text.length() > 2048) {
                return field.wrong("must be an address that begins with http:// or https:// and a host");
            }
            if (text.replaceFirst("(?i)^https?://", "").split("[/?#]", 2)[0].contains("@")) {
                return field.wrong(
                        "must not hold a user or a password; write auth: basic, and where they are under secrets");
            }
            return SECRET_IN_URL.matcher(text).find()
                    ? field.wrong(
                            "would put a secret into the spec; write ${key} for it, and where it is under secrets")
                    : secret(field, text, secrets);
        });
    }

    private static Optional<List<Named>> headers(Field field, Map<String, Credential> secrets) {
        List<Named> headers = new ArrayList<>();
        for (Field each : Section.free(field)) {
            String word = QueriesForm.word(field, each);
            Optional<String> text = each.verbatim().flatMap(template -> secret(each, template, secrets));
            if (!word.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}")) {
                each.wrong("is no name of an HTTP header");
            } else if (text.isPresent() && SECRET.matcher(word).matches() && isOpen(text.get())) {
                each.wrong("would put a secret into the spec; write ${key} for it, and where it is under secrets");
            }
            text.ifPresent(template -> headers.add(new Named(word, template)));
        }
        return Optional.of(headers);
    }

    private static boolean isOpen(String template) {
        return new Template(template).names().isEmpty();
    }

    private Optional<List<Named>> params(Field field) {
        List<Named> params = new ArrayList<>();
        for (Field each : Section.free(field)) {
            String word = QueriesForm.word(field, each);
            if (SECRET.matcher(word).matches()) {
                each.wrong("would put a secret into the spec; write it into the url, as in ?" + word
                        + "=${key}, and where it is under secrets");
            }
            each.verbatim()
                    .flatMap(text -> versioned(each, text))
                    .ifPresent(template -> params.add(new Named(word, template)));
        }
        return Optional.of(params);
    }

    /** In an address or a header names stand for secrets. */
    private static Optional<String> secret(Field field, String text, Map<String, Credential> secrets) {
        return known(field, text, secrets.keySet(), "names no secret of this query; write where it is under secrets");
    }

    /** In a parameter or a body they stand for the version's values. */
    private Optional<String> versioned(Field field, String text) {
        Set<String> names = Queries.names(variables);
        return known(
                field,
                text,
                names,
                "has no value; there are " + String.join(", ", names) + ", and metrics.variables adds more");
    }

    private static Optional<String> known(Field field, String text, Set<String> names, String message) {
        Optional<String> unknown = new Template(text)
                .names().stream().filter(each -> !names.contains(each)).findFirst();
        return unknown.isEmpty()
                ? Optional.of(text)
                : field.wrong("$" + unknown.get() + " " + message + "; for a dollar write $$");
    }
}
