package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Limit;
import io.mirrorexperiment.experiment.Metric;
import io.mirrorexperiment.experiment.Objective;
import io.mirrorexperiment.stats.RateBounds;
import java.util.OptionalDouble;

/** What one objective needs to be decided, in words. */
record NeedWords(Outlook outlook) {
    /** For a rule that waits for evidence. */
    String decision(Need need) {
        return flawless(need) + " needs " + least(need) + requests(need.flawless()) + ", " + half(need) + " "
                + (need.half().isEmpty() ? "" : isMean(need) ? "at least " : "about ") + requests(need.half())
                + late(need.half()) + rollback(need);
    }

    /** For a rule that does not: what the evidence can amount to. */
    String amount(Need need) {
        OptionalDouble share = Need.share(need.objective());
        if (share.isEmpty()) {
            return isMean(need)
                    ? "at least " + Words.count(whole(need.flawless()), "request")
                            + " can show it (99 %), more the more the latencies spread"
                    : flawless(need) + " needs " + requests(need.flawless()) + " to be shown so (99 %)";
        }
        return allowed(need, share.getAsDouble()) + shown(need, share.getAsDouble());
    }

    /** The share that as many requests as are to be expected can show if none of them is bad. */
    double shown() {
        Promise promise = outlook.promise();
        return RateBounds.upper(outlook.expected() / promise.burst(), 0, promise.falsePromotion())
                / (1 + promise.tolerance());
    }

    /** As in {@code failed}. */
    static String bad(Need need) {
        return need.objective().metric().isLatency() ? "slow" : "failed";
    }

    static long whole(OptionalDouble requests) {
        return (long) Math.ceil(requests.orElseThrow());
    }

    private String allowed(Need need, double share) {
        if (need.objective().metric().isLatency()) {
            return "";
        }
        long failed = (long) Math.floor(outlook.expected() * share);
        return failed == 0 ? "met only if none fails; " : "met with up to " + Words.count(failed) + " that fail; ";
    }

    private String shown(Need need, double share) {
        if (!outlook.isSeen() || need.flawless().isEmpty()) {
            return need.flawless().isEmpty() ? NEVER : flawless(need) + " needs " + requests(need.flawless());
        }
        String best = "without a " + bad(need) + " one "
                + Words.count(Math.round(outlook.expected()), "request") + " show at most " + Words.percent(shown())
                + " (" + outlook.promise().sureOfPromotion() + ")";
        long more = whole(need.flawless()) - Math.round(outlook.expected());
        return more > 0 ? best + ", " + Words.count(more) + " more would show " + Words.percent(share) : best;
    }

    static final String NEVER = "no number of requests can show it";

    private static String flawless(Need need) {
        Objective objective = need.objective();
        if (objective.limit() instanceof Limit.AtMostOverLive) {
            return "a version without errors";
        }
        return switch (objective.metric().kind()) {
            case LATENCY_QUANTILE -> "a version without slow requests";
            case LATENCY_MEAN -> "a version that answers at once";
            case ERROR_RATE, REQUEST_COUNT, ERROR_COUNT, QUERIED -> "an error-free version";
        };
    }

    private String half(Need need) {
        Objective objective = need.objective();
        if (objective.limit() instanceof Limit.AtMostOverLive) {
            return "one half-way between live's " + Words.percent(outlook.liveFails()) + " and the limit";
        }
        return isQuantile(need) ? "one with half as many as allowed" : "one at half the limit";
    }

    private static String least(Need need) {
        boolean best = isMean(need) || need.objective().limit() instanceof Limit.AtMostOverLive;
        return best && need.flawless().isPresent() ? "at least " : "";
    }

    private String late(OptionalDouble requests) {
        return outlook.isSeen() && requests.isPresent() && requests.getAsDouble() > outlook.expected()
                ? ", longer than the run"
                : "";
    }

    private String rollback(Need need) {
        return need.twice().isEmpty()
                ? ""
                : "; " + (isQuantile(need) ? "one with twice as many as allowed" : "one at twice the limit")
                        + " is rolled back after about " + requests(need.twice());
    }

    private String requests(OptionalDouble requests) {
        if (requests.isEmpty()) {
            return "more than any number of requests";
        }
        return Words.count(whole(requests), "request")
                + (outlook.isSeen() ? " (" + Words.duration(outlook.time(requests.getAsDouble())) + ")" : "");
    }

    private static boolean isMean(Need need) {
        return need.objective().metric().equals(Metric.LATENCY_MEAN);
    }

    private static boolean isQuantile(Need need) {
        return need.objective().metric().quantile() > 0;
    }
}
