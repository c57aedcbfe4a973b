package io.mirrorexperiment.sandbox.prometheus;

import io.mirrorexperiment.sandbox.prometheus.promql.QueryRefused;
import io.mirrorexperiment.sandbox.prometheus.series.GoText;

/** A request that gets an error answer, with Prometheus' status, type and words (web/api/v1/api.go). */
final class ApiRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    ApiRefusal(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    static ApiRefusal badData(String message) {
        return new ApiRefusal(400, "bad_data", message);
    }

    static ApiRefusal badParameter(String name, String why) {
        return badData("invalid parameter " + GoText.quoted(name) + ": " + why);
    }

    /** For a query that was refused; {@code parameter} is where it stood. */
    static ApiRefusal of(QueryRefused refused, String parameter) {
        String why = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case UNREADABLE -> badParameter(parameter, why);
            case UNANSWERABLE -> new ApiRefusal(422, "execution", why);
        };
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
