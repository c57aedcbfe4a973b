package io.mirrorexperiment.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * A request made of templates: URL and headers take keys of the secret, parameters and body the version's values.
 *
 * @param query the templates
 * @param secrets asked for the keys that the templates name, and for no others
 * @param secret its name in the namespace of the secrets
 */
record QueryRequest(MetricQuery query, Secrets secrets, Optional<String> secret) {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The request; what it shows to the server goes into the access. */
    Request made(Access access, Map<String, String> values) throws OddAnswerException {
        HttpUrl.Builder url = url(access).newBuilder();
        for (MetricQuery.Named param : query.params()) {
            url.addQueryParameter(param.name(), versioned(param.template(), values));
        }
        signIn(access);
        Request.Builder request =
                new Request.Builder().url(url.build()).headers(access.headers()).header("Accept", "application/json");
        return query.method() == MetricQuery.Method.POST
                ? request.post(RequestBody.create(body(values), JSON)).build()
                : bodiless(request.get());
    }

    private static String versioned(String template, Map<String, String> values) {
        return new Template(template).withUnits().filled(values);
    }

    private Request bodiless(Request.Builder request) throws OddAnswerException {
        if (query.body().isPresent()) {
            throw new OddAnswerException("a GET has no body; write method: POST");
        }
        return request.build();
    }

    private byte[] body(Map<String, String> values) throws OddAnswerException {
        String text = versioned(query.body().orElse(""), values);
        try {
            return text.isEmpty() ? new byte[0] : MAPPER.writeValueAsBytes(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new OddAnswerException(
                    "the body is not JSON with the version's values in it; correct the metric's body");
        }
    }

    private HttpUrl url(Access access) throws OddAnswerException {
        Template template =
                new Template(query.url().orElseThrow(() -> new OddAnswerException("the metric has no urlTemplate")));
        HttpUrl url = HttpUrl.parse(secret.isPresent() ? template.filled(keys(template, access)) : template.text());
        if (url == null) {
            throw new OddAnswerException(
                    "the metric's urlTemplate makes no address that begins with http:// or https://");
        }
        return url;
    }

    private void signIn(Access access) throws OddAnswerException {
        boolean templates =
                secret.isPresent() && query.auth().isPresent() && query.auth().get() != MetricQuery.Auth.BASIC;
        for (MetricQuery.Named header : query.headers()) {
            Template template = new Template(header.template());
            access.show(header.name(), templates ? template.filled(keys(template, access)) : header.template());
        }
        if (query.auth().filter(MetricQuery.Auth.BASIC::equals).isPresent()) {
            access.signIn(key("username"), key("password"));
        }
    }

    private Map<String, String> keys(Template template, Access access) throws OddAnswerException {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String name : template.names()) {
            String value = key(name);
            access.hide(value);
            keys.put(name, value);
        }
        return keys;
    }

    private String key(String name) throws OddAnswerException {
        String from = secret.orElseThrow(() -> new OddAnswerException("the metric signs in and names no secret"));
        Credential key = new Credential.InSecret(from, name);
        try {
            return secrets.read(key).replaceFirst("[\\r\\n]+$", "");
        } catch (IOException unreadable) {
            throw new OddAnswerException(
                    key.words() + " cannot be read: " + SampleText.shown(String.valueOf(unreadable.getMessage())));
        }
    }
}
