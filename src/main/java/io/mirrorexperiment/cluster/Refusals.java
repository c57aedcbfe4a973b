package io.mirrorexperiment.cluster;

import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.util.regex.Pattern;

/** Turns an answer that is none of 2xx into words and a reason. Pure. */
final class Refusals {
    /** A 403 is also how admission says no; that is not a lack of rights. */
    private static final Pattern ADMISSION =
            Pattern.compile("denied (the )?request|exceeded quota|violates PodSecurity");

    /** Old API servers quote the request around a decoding error. */
    private static final Pattern QUOTED_BODY = Pattern.compile("(?s), error found in #\\d+ byte of .*");

    private static final Pattern TOKEN =
            Pattern.compile("(?i)(bearer|basic)\\s+\\S+|eyJ[\\w-]+\\.[\\w-]+(\\.[\\w-]*)?");
    private static final int LONGEST = 1_000;

    private Refusals() {}

    static ClusterException of(Ask ask, Answer answer) {
        String says = answer.statusText("message")
                .map(Refusals::safe)
                .map(words -> "the server says: " + words)
                .orElse("the server gives no reason");
        return new ClusterException(
                reason(ask, answer), "cannot " + ask.words() + ": " + says + " (HTTP " + answer.status() + ")");
    }

    private static Reason reason(Ask ask, Answer answer) {
        int status = answer.status();
        return switch (status) {
            case 401 -> Reason.UNAUTHORIZED;
            case 403 -> isAdmission(answer) ? Reason.REFUSED : Reason.FORBIDDEN;
            case 404 -> missing(ask, answer);
            case 409 -> isTaken(answer) ? Reason.ALREADY_EXISTS : Reason.CONFLICT;
            case 408, 429 -> Reason.UNREACHABLE;
            default -> status >= 400 && status < 500 ? Reason.REFUSED : Reason.UNREACHABLE;
        };
    }

    /** An object that is gone breaks a compare-and-set; a namespace that is missing refuses a new object. */
    private static Reason missing(Ask ask, Answer answer) {
        if (!isAbsence(answer)) {
            return Reason.NOT_SERVED;
        }
        return ask.method().equals("PUT") ? Reason.CONFLICT : Reason.REFUSED;
    }

    /** Whether a 404 is about an object, not about a path that the server does not serve. */
    static boolean isAbsence(Answer answer) {
        return answer.status() == 404
                && answer.statusText("reason").filter("NotFound"::equals).isPresent()
                && answer.statusText("message")
                        .filter(words -> words.contains("could not find the requested resource"))
                        .isEmpty();
    }

    private static boolean isTaken(Answer answer) {
        return answer.statusText("reason").filter("AlreadyExists"::equals).isPresent();
    }

    private static boolean isAdmission(Answer answer) {
        return answer.statusText("message")
                .filter(words -> ADMISSION.matcher(words).find())
                .isPresent();
    }

    static String safe(String words) {
        String shown = TOKEN.matcher(QUOTED_BODY.matcher(words).replaceAll(""))
                .replaceAll("[hidden]")
                .replaceAll("\\p{Cc}+", " ")
                .strip();
        return shown.length() <= LONGEST ? shown : shown.substring(0, LONGEST) + "…";
    }
}
