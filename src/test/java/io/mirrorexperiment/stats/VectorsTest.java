package io.mirrorexperiment.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every formula to the known answers; the sizes of the lists are checked, so that an empty list is no success. */
class VectorsTest {
    @Test
    void everyListOfKnownAnswersIsThere() {
        Stream.of(
                        "bernoulli:40",
                        "rollbackStream:6",
                        "quantile:8",
                        "mean:5",
                        "pairedErrors:6",
                        "unpairedErrors:5",
                        "plan:12")
                .map(entry -> entry.split(":"))
                .forEach(entry -> assertThat(Vectors.of(entry[0])).hasSize(Integer.parseInt(entry[1])));
    }

    static Stream<JsonNode> bernoulli() {
        return Vectors.of("bernoulli");
    }

    @ParameterizedTest
    @MethodSource("bernoulli")
    void evidenceOnARateAgrees(JsonNode known) {
        double requests = known.path("n").doubleValue();
        double bad = known.path("errors").doubleValue();
        double limit = known.path("limit").doubleValue();
        double alpha = known.path("alpha").doubleValue();
        double beta = known.path("beta").doubleValue();

        double promotion = RateEvidence.promotion(requests, bad, limit);
        double rollback = RateEvidence.rollback(requests, bad, limit);

        Vectors.agrees(promotion, known.path("lnPromote"));
        Vectors.agrees(rollback, known.path("lnRollback"));
        Vectors.agrees(RateBounds.upper(requests, bad, alpha), known.path("upper"));
        Vectors.agrees(RateBounds.lower(requests, bad, beta), known.path("lower"));
        assertThat(promotion >= Odds.needed(alpha))
                .isEqualTo(known.path("promote").booleanValue());
        assertThat(rollback >= Odds.needed(beta))
                .isEqualTo(known.path("rollback").booleanValue());
    }

    static Stream<JsonNode> rollbackStream() {
        return Vectors.of("rollbackStream");
    }

    @ParameterizedTest
    @MethodSource("rollbackStream")
    void evidenceWithRestartsAgreesAtEveryLookAlsoWhenItWasWrittenDownInBetween(JsonNode known) {
        double limit = known.path("limit").doubleValue();
        double first = known.path("restartWeight").doubleValue();
        RollbackStream stream = RollbackStream.begun(Bets.RATE_ROLLBACK, first);
        int look = 0;
        for (JsonNode step : known.path("iterations")) {
            stream = RollbackStream.resumed(Bets.RATE_ROLLBACK, first, stream.logs(), stream.looks())
                    .plus(RateEvidence.rollbackSteps(
                            step.path("requests").doubleValue(),
                            step.path("errors").doubleValue(),
                            limit));
            Vectors.agrees(stream.logEvidence(), known.path("lnRollback").get(look++));
        }
        assertThat(look).isEqualTo(known.path("lnRollback").size());
    }

    static Stream<JsonNode> quantile() {
        return Vectors.of("quantile");
    }

    @ParameterizedTest
    @MethodSource("quantile")
    void evidenceOnAQuantileAgrees(JsonNode known) {
        Tail tail = new Tail(Vectors.edges(known.path("bucketUpperEdgesMs")), Vectors.counts(known.path("cumulative")));
        double limit = known.path("limitMs").doubleValue();
        double share = 1 - known.path("quantile").doubleValue();

        assertThat(tail.promotionEdge(limit)).isEqualTo(edge(known.path("promoteEdgeMs")));
        assertThat(tail.rollbackEdge(limit)).isEqualTo(edge(known.path("rollbackEdgeMs")));
        assertThat(tail.mayExceed(limit)).isEqualTo(known.path("exceedPromote").longValue());
        assertThat(tail.surelyExceed(limit))
                .isEqualTo(known.path("exceedRollback").longValue());
        double count = (double) tail.count();
        Vectors.agrees(RateEvidence.promotion(count, (double) tail.mayExceed(limit), share), known.path("lnPromote"));
        Vectors.agrees(
                RateEvidence.rollback(count, (double) tail.surelyExceed(limit), share), known.path("lnRollback"));
    }

    private static OptionalDouble edge(JsonNode edge) {
        return edge.isNull() ? OptionalDouble.empty() : OptionalDouble.of(edge.doubleValue());
    }

    static Stream<JsonNode> mean() {
        return Vectors.of("mean");
    }

    @ParameterizedTest
    @MethodSource("mean")
    void evidenceOnAMeanAgreesAtEveryLook(JsonNode known) {
        double limit = known.path("limitMs").doubleValue();
        double cap = known.path("capMs").doubleValue();
        double[] sums = new double[Bets.MEAN_PROMOTION.size()];
        RollbackStream stream = RollbackStream.begun(
                Bets.MEAN_ROLLBACK, known.path("restartWeight").doubleValue());
        int look = 0;
        for (JsonNode step : known.path("iterations")) {
            Buckets buckets = new Buckets(
                    upperEdges(known),
                    Vectors.counts(step.path("counts")),
                    step.path("sumMs").doubleValue());
            sums = plus(sums, MeanEvidence.promotionSteps(buckets, limit, cap));
            stream = stream.plus(MeanEvidence.rollbackSteps(buckets, limit));
            Vectors.agrees(
                    Bets.MEAN_PROMOTION.together(sums), known.path("lnPromote").get(look));
            Vectors.agrees(stream.logEvidence(), known.path("lnRollback").get(look++));
        }
        assertThat(look).isEqualTo(known.path("lnPromote").size());
    }

    private static List<Double> upperEdges(JsonNode known) {
        List<Double> edges = new ArrayList<>(Vectors.edges(known.path("bucketLowerEdgesMs")));
        edges.remove(0);
        edges.add(Double.POSITIVE_INFINITY);
        return edges;
    }

    private static double[] plus(double[] sums, double[] steps) {
        double[] next = sums.clone();
        for (int k = 0; k < next.length; k++) {
            next[k] += steps[k];
        }
        return next;
    }

    static Stream<JsonNode> pairedErrors() {
        return Vectors.of("pairedErrors");
    }

    @ParameterizedTest
    @MethodSource("pairedErrors")
    void evidenceFromPairsAgrees(JsonNode known) {
        double alike = known.path("both").doubleValue() + known.path("none").doubleValue();
        double darkOnly = known.path("darkOnly").doubleValue();
        double liveOnly = known.path("liveOnly").doubleValue();
        double allowance = known.path("delta").doubleValue();

        Vectors.agrees(PairedEvidence.promotion(darkOnly, liveOnly, alike, allowance), known.path("lnPromote"));
        Vectors.agrees(PairedEvidence.rollback(darkOnly, liveOnly, alike, allowance), known.path("lnRollback"));
    }

    static Stream<JsonNode> unpairedErrors() {
        return Vectors.of("unpairedErrors");
    }

    @ParameterizedTest
    @MethodSource("unpairedErrors")
    void evidenceFromEqualCountsOfBothSidesAgrees(JsonNode known) {
        double requests = known.path("pairs").doubleValue();
        double dark = known.path("darkErrors").doubleValue();
        double live = known.path("liveErrors").doubleValue();
        double allowance = known.path("delta").doubleValue();

        Vectors.agrees(UnpairedEvidence.promotionOfEqual(requests, dark, live, allowance), known.path("lnPromote"));
        Vectors.agrees(UnpairedEvidence.rollbackOfEqual(requests, dark, live, allowance), known.path("lnRollback"));
    }

    static Stream<JsonNode> plan() {
        return Vectors.of("plan");
    }

    @ParameterizedTest
    @MethodSource("plan")
    void plannedRequestsAgree(JsonNode known) {
        double limit = known.path("limit").doubleValue();
        double ratio = known.path("ratio").doubleValue();
        double level = known.path("level").doubleValue();
        OptionalDouble requests = known.path("side").asText().equals("promote")
                ? SampleSize.promotion(limit, ratio, level)
                : SampleSize.rollback(limit, ratio, level);

        assertThat(requests.isEmpty()).isEqualTo(known.path("requests").isNull());
        requests.ifPresent(number -> Vectors.agrees(number, known.path("requests")));
    }

    static Stream<JsonNode> combine() {
        return Vectors.of("combine");
    }

    @ParameterizedTest
    @MethodSource("combine")
    void theMeanOverObjectivesAgrees(JsonNode known) {
        double[] logs = Vectors.each(known.path("lnRollback"))
                .mapToDouble(JsonNode::doubleValue)
                .toArray();

        Vectors.agrees(Odds.mean(logs), known.path("lnRollbackAverage"));
    }

    static Stream<JsonNode> asymptoticMean() {
        return Vectors.of("asymptoticMean");
    }

    @ParameterizedTest
    @MethodSource("asymptoticMean")
    void theAsymptoticRadiusAgrees(JsonNode known) {
        double radius = AsymptoticMean.radius(
                known.path("n").doubleValue(),
                known.path("variance").doubleValue(),
                known.path("level").doubleValue(),
                known.path("nStar").doubleValue());

        Vectors.agrees(radius, known.path("radius"));
    }

    /** The table of section 5.10 of the method's description, and ln 0.01 / ln 0.99 = 458.2. */
    @Test
    void anErrorFreeVersionNeeds570RequestsForOnePercentAndNoRuleCanDoWithFewerThan459() {
        assertThat(SampleSize.promotion(.01, 0, .01).orElseThrow()).isCloseTo(569.74, within(.01));
        assertThat(SampleSize.promotion(.05, .5, .01).orElseThrow()).isCloseTo(782, within(1.0));
        assertThat(SampleSize.rollback(.001, 4, .05).orElseThrow()).isCloseTo(1675, within(1.0));
        assertThat(SampleSize.floor(.01, .01)).isEqualTo(459);
    }

    /** By hand: 10 and 30 of 100 against a common 20 % give (10² + 10²) / 16 = 12.5, with one degree of freedom. */
    @Test
    void theBurstFactorIsPearsonsSquareOverItsDegreesOfFreedom() {
        assertThat(BurstFactor.of(List.of(new BurstFactor.Span(100, 10), new BurstFactor.Span(100, 30))))
                .isCloseTo(12.5, within(1e-12));
        assertThat(BurstFactor.of(List.of(new BurstFactor.Span(100, 10), new BurstFactor.Span(100, 10))))
                .isEqualTo(1);
        assertThat(BurstFactor.of(List.of(new BurstFactor.Span(0, 0), new BurstFactor.Span(100, 10))))
                .isEqualTo(1);
    }

    @Test
    void anUpperBoundOfAQuantileIsTheLeastEdgeThatTheEvidenceCarries() {
        Tail tail = new Tail(List.of(10.0, 100.0, Double.POSITIVE_INFINITY), List.of(0L, 1000L, 1000L));

        assertThat(tail.upperBound(.95, .01, 1)).hasValue(100);
        assertThat(tail.upperBound(.95, .01, 1000)).isEmpty();
        assertThat(new Tail(List.of(Double.POSITIVE_INFINITY), List.of(0L)).upperBound(.95, .01, 1))
                .isEmpty();
    }

    @Test
    void sumsOfHugeAndOfVanishingNumbersKeepTheirDigits() {
        assertThat(LogSum.of(1000, 1000)).isCloseTo(1000 + Math.log(2), within(1e-12));
        assertThat(LogSum.of(-1000, -1000)).isCloseTo(-1000 + Math.log(2), within(1e-12));
        assertThat(LogSum.of(Double.NEGATIVE_INFINITY, 0)).isZero();
        assertThat(LogSum.of(DoubleStream.empty().toArray())).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
