package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.Queries;
import io.mirrorexperiment.experiment.Template;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.MetricName;
import io.mirrorexperiment.spec.iter8.NamedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Metric object of Iter8's in the words of a query of ours. Templates that Iter8 would not fill stay as they are. Pure.
 *
 * @param metric as it was read
 * @param namespace whose Secrets a run reads
 * @param variables of the version
 */
record Iter8QueryTree(Iter8Metric metric, String namespace, Set<String> variables) {
    /** Why it cannot be asked, in words that go on from its name; empty if it can. */
    Optional<String> obstacle() {
        if (metric.mock().isPresent()) {
            return Optional.of("has mock values, which are made up and show nothing; remove them and say whom to ask");
        }
        if (metric.about().provider().filter("iter8"::equals).isPresent()) {
            return Optional.of(
                    "is collected by Iter8 from requests of its own; a run judges copies of live ones: use the metrics of"
                            + " iter8-knative or iter8-istio");
        }
        Iter8Metric.Request request = metric.request();
        if (request.url().isEmpty() || metric.jqExpression().isEmpty()) {
            return Optional.of("has no " + (request.url().isEmpty() ? "urlTemplate" : "jqExpression")
                    + ", so there is no value to be asked for");
        }
        if (request.method() == MetricQuery.Method.GET && request.body().isPresent()) {
            return Optional.of("has a body and method: GET; write method: POST, or remove the body");
        }
        return request.auth().isPresent() && request.secret().isEmpty()
                ? Optional.of("signs in and names no secret")
                : foreignSecret();
    }

    private Optional<String> foreignSecret() {
        return secret().flatMap(MetricName::namespace)
                .filter(where -> !where.equals(namespace))
                .map(where -> "takes its secret from namespace " + where + "; a run reads Secrets of namespace "
                        + namespace + " only: copy it there, and write secret: "
                        + secret().orElseThrow().name());
    }

    /** What holds although the object does not say it. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        secret().filter(name -> name.namespace().isEmpty())
                .ifPresent(name -> remarks.add("its secret " + name.name() + " is read in namespace " + namespace
                        + ", and not in Iter8's own"));
        return remarks;
    }

    /** The tree of a query. */
    Map<String, Object> tree() {
        Iter8Metric.Request request = metric.request();
        boolean signs = request.auth().isPresent() && request.auth().get() != Iter8Metric.Auth.BASIC;
        Map<String, Object> tree = new LinkedHashMap<>();
        Map<String, Object> secrets = new TreeMap<>();
        tree.put("url", secretly(request.url().orElseThrow(), secret().isPresent(), secrets));
        tree.put("method", request.method().name());
        Map<String, Object> headers = new LinkedHashMap<>();
        request.headers().forEach(each -> headers.put(each.name(), secretly(each.value(), signs, secrets)));
        put(tree, "headers", headers);
        put(tree, "params", params(request.params()));
        request.body().ifPresent(body -> tree.put("body", versioned(body)));
        if (request.auth().filter(Iter8Metric.Auth.BASIC::equals).isPresent()) {
            tree.put("auth", "basic");
            secrets.put(MetricQuery.USER, key(MetricQuery.USER));
            secrets.put(MetricQuery.PASSWORD, key(MetricQuery.PASSWORD));
        }
        put(tree, "secrets", secrets);
        tree.put("jq", metric.jqExpression().orElseThrow());
        // Iter8 holds a counter against the limit as it was answered, too: it is asked for an increase already.
        tree.put("type", "gauge");
        metric.about().units().filter(units -> !units.isEmpty()).ifPresent(units -> tree.put("unit", units));
        return tree;
    }

    /** Of several parameters of one name the last holds. */
    private Map<String, Object> params(List<NamedValue> params) {
        Map<String, Object> tree = new LinkedHashMap<>();
        params.forEach(each -> tree.put(each.name(), versioned(each.value())));
        return tree;
    }

    private String versioned(String template) {
        return new Template(template).keepingOnly(Queries.names(variables)).text();
    }

    /** A template that takes keys of the secret, if it does. */
    private String secretly(String text, boolean filled, Map<String, Object> secrets) {
        Template template = new Template(text);
        if (!filled) {
            return template.keepingOnly(Set.of()).text();
        }
        template.names().forEach(name -> secrets.put(name, key(name)));
        return text;
    }

    private Map<String, Object> key(String name) {
        return Map.of("secret", secret().orElseThrow().name(), "key", name);
    }

    private Optional<MetricName> secret() {
        return metric.request().secret().map(MetricName::of);
    }

    private static void put(Map<String, Object> tree, String word, Map<String, Object> value) {
        if (!value.isEmpty()) {
            tree.put(word, value);
        }
    }
}
