package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Reading;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All and bad requests of one pod. */
record Tally(long requests, long bad) {
    private static final long MOST = 1L << 53;

    /**
     * How far the latency histogram may be behind the counter of requests. Envoy writes counters as they are, but histograms as
     * they were at its last flush (each 5 s by default), so a fifth of all requests is reached 25 s after a pod's first request.
     */
    private static final double BEHIND = 0.2;

    /** How far it may be ahead: only if a scrape arrived between our questions. */
    private static final double AHEAD = 0.01;

    /** Below this difference nothing is concluded. */
    private static final long LEEWAY = 1000;

    static Tally of(List<Sample> samples, ErrorRule rule) throws OddAnswerException {
        Set<List<String>> seen = new HashSet<>();
        long requests = 0;
        long bad = 0;
        for (Sample sample : samples) {
            if (!seen.add(List.of(sample.label("response_code"), sample.label("grpc_response_status")))) {
                throw new OddAnswerException("the same series twice: " + SampleText.shown(sample.labels()));
            }
            long count = sample.count();
            requests += count;
            bad += rule.isBad(sample) ? count : 0;
            if (requests >= MOST) {
                throw new OddAnswerException("more than 2^53 requests in one pod, too many to be exact");
            }
        }
        return new Tally(requests, bad);
    }

    Reading.Series series(Instant sampledAt, Reading.Histogram latency) throws OddAnswerException {
        if (!latency.buckets().isEmpty()) {
            checkAgainst(latency.buckets().get(latency.buckets().size() - 1).count());
        }
        return new Reading.Series(sampledAt, requests, bad, latency);
    }

    private void checkAgainst(long timed) throws OddAnswerException {
        boolean behind = requests - timed > Math.max(LEEWAY, BEHIND * requests);
        boolean ahead = timed - requests > Math.max(LEEWAY, AHEAD * requests);
        if (behind || ahead) {
            throw new OddAnswerException(
                    requests + " requests were counted but " + timed + " were timed, and the two should"
                            + " agree; either a scrape came in between (the next look heals this), or relabelling drops some series");
        }
    }
}
