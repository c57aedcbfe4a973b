package io.mirrorexperiment.sandbox.prometheus.promql;

/** The four types of PromQL, with the names that its messages use. */
enum ValueType {
    SCALAR("scalar"),
    VECTOR("instant vector"),
    MATRIX("range vector"),
    STRING("string");

    private final String documented;

    ValueType(String documented) {
        this.documented = documented;
    }

    String documented() {
        return documented;
    }
}
