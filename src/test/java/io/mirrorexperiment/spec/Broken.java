package io.mirrorexperiment.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * A spec with mistakes: the sound one with one or more places changed.
 *
 * @param edits what is replaced by what, in turn
 * @param beyondSchema whether only the reader can see it: relations between fields, syntax, or values of a metric
 * @param mistakes as a person reads them
 */
record Broken(List<String> edits, boolean beyondSchema, List<String> mistakes) {
    /** Every field is there, one a line, so that each can be broken alone. */
    static final String SOUND = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata:
              name: reviews-v2
              namespace: shop
            spec:
              service: reviews
              live: {version: v1}
              dark: {version: v2, image: example/reviews:2.0, readyWithin: 3m}
              mirror:
                via: istio
                percent: 40
                methods: [GET, HEAD]
                route: reviews
                settle: 5s
                flowWithin: 2m
              metrics:
                prometheus:
                  url: https://prometheus.example.com
                  auth: {bearerFrom: prom-token}
                  caFrom: prom-ca
                  headers: {X-Scope-OrgID: shop}
                  reporter: destination
                  timeout: 10s
              objectives:
              - {metric: error-rate, upperLimit: 0.01}
              - {metric: latency-mean, upperLimit: 50, cap: 1000}
              duration: {interval: 10s, iterations: 60, warmUp: 3}
              decision: {rule: point, failFast: false}
              promotion: {mode: manual, expires: 1h, keepOld: 0s}
              onInconclusive: {then: hold, holdFor: 24h}
              protection: {baseline: 1m}
            """;

    String text() {
        String text = SOUND;
        for (int i = 0; i < edits.size(); i += 2) {
            if (!text.contains(edits.get(i))) {
                throw new IllegalStateException("the sound spec has no '" + edits.get(i) + "'");
            }
            text = text.replace(edits.get(i), edits.get(i + 1));
        }
        return text;
    }

    static Edit replacing(String... edits) {
        return new Edit(List.of(edits), false);
    }

    /** The first half of a case. */
    record Edit(List<String> edits, boolean beyondSchema) {
        /** Says that the schema takes it for valid. */
        Edit andBeyondSchema() {
            return new Edit(edits, true);
        }

        Broken says(String... mistakes) {
            return new Broken(new ArrayList<>(edits), beyondSchema, List.of(mistakes));
        }
    }

    @Override
    public String toString() {
        return String.join(" → ", edits).replace("\n", "⏎");
    }
}
