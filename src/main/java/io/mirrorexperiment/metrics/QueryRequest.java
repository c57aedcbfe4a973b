package io.mirrorexperiment.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.Template;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * A request made of templates: URL and headers take secrets, parameters and body the version's values.
 *
 * @param query the templates
 * @param secrets asked for those that the templates name, and for no others
 */
record QueryRequest(MetricQuery query, Secrets secrets) {
    private static final MediaType JSON = MediaType.get("application/json");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The request; what it shows to the server goes into the access. */
    Request made(Access access, Map<String, String> values) throws OddAnswerException {
        HttpUrl.Builder url = url(access).newBuilder();
        for (MetricQuery.Named param : query.params()) {
            url.addQueryParameter(param.name(), MetricQuery.versioned(param.template(), values));
        }
        signIn(access);
        Request.Builder request =
                new Request.Builder().url(url.build()).headers(access.headers()).header("Accept", "application/json");
        return query.method() == MetricQuery.Method.POST
                ? request.post(RequestBody.create(body(values), JSON)).build()
                : request.get().build();
    }

    private byte[] body(Map<String, String> values) throws OddAnswerException {
        String text = MetricQuery.versioned(query.body().orElse(""), values);
        try {
            return text.isEmpty() ? new byte[0] : MAPPER.writeValueAsBytes(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new OddAnswerException(
                    "the body is not JSON with the version's values in it; correct the query's body");
        }
    }

    private HttpUrl url(Access access) throws OddAnswerException {
        HttpUrl url = HttpUrl.parse(filled(query.url(), access));
        if (url == null) {
            throw new OddAnswerException("the query's url makes no address that begins with http:// or https://");
        }
        return url;
    }

    private void signIn(Access access) throws OddAnswerException {
        for (MetricQuery.Named header : query.headers()) {
            access.show(header.name(), filled(header.template(), access));
        }
        if (query.basic()) {
            access.signIn(secret(MetricQuery.USER), secret(MetricQuery.PASSWORD));
        }
    }

    private String filled(String text, Access access) throws OddAnswerException {
        Template template = new Template(text);
        Map<String, String> known = new LinkedHashMap<>();
        for (String name : template.names()) {
            if (query.secrets().containsKey(name)) {
                String value = secret(name);
                access.hide(value);
                known.put(name, value);
            }
        }
        return template.filled(known);
    }

    private String secret(String name) throws OddAnswerException {
        Credential place = query.secrets().get(name);
        if (place == null) {
            throw new OddAnswerException("the query names no secret " + name);
        }
        try {
            return secrets.read(place).replaceFirst("[\\r\\n]+$", "");
        } catch (IOException unreadable) {
            throw new OddAnswerException(
                    place.words() + " cannot be read: " + SampleText.shown(String.valueOf(unreadable.getMessage())));
        }
    }
}
