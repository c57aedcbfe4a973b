package io.mirrorexperiment.metrics;

import java.util.List;
import java.util.Locale;

/** gRPC's statuses as Envoy's access log writes them: {@code DeadlineExceeded}, {@code DEADLINE_EXCEEDED} or {@code 4}. Pure. */
final class GrpcStatus {
    private static final List<String> NAMES = List.of(
            "ok",
            "canceled",
            "unknown",
            "invalidargument",
            "deadlineexceeded",
            "notfound",
            "alreadyexists",
            "permissiondenied",
            "resourceexhausted",
            "failedprecondition",
            "aborted",
            "outofrange",
            "unimplemented",
            "internal",
            "unavailable",
            "dataloss",
            "unauthenticated");

    private GrpcStatus() {}

    /** Its number; nothing where there is none; the word itself where it is none. */
    static String number(String word) {
        String plain = word.replace("_", "").toLowerCase(Locale.ROOT);
        if (plain.equals("-") || plain.isEmpty()) {
            return "";
        }
        int number = NAMES.indexOf(plain.equals("cancelled") ? "canceled" : plain);
        return number < 0 ? word : Integer.toString(number);
    }
}
