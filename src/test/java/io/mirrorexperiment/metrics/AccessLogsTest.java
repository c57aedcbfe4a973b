package io.mirrorexperiment.metrics;

import static io.mirrorexperiment.metrics.LogLines.NOON;
import static io.mirrorexperiment.metrics.LogLines.id;
import static io.mirrorexperiment.metrics.LogLines.log;
import static io.mirrorexperiment.metrics.LogLines.request;
import static io.mirrorexperiment.metrics.LogLines.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Differences.Example;
import io.mirrorexperiment.experiment.Differences.PathDifference;
import io.mirrorexperiment.experiment.Differences.StatusChange;
import io.mirrorexperiment.experiment.Pairs;
import io.mirrorexperiment.experiment.Twins;
import io.mirrorexperiment.experiment.Twins.Leftovers;
import io.mirrorexperiment.metrics.AccessLogs.Found;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessLogsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Instant BEFORE = NOON.minusSeconds(1);
    private static final Instant LATER = NOON.plusSeconds(60);

    @Test
    void pairsLiveRequestsWithTheirTwins() {
        Twins twins = found(
                log(request(1, 200), request(2, 500), request(3, 200), request(4, 500)),
                log(request(1, 200), request(2, 500), request(3, 503), request(4, 200)));

        assertThat(twins.pairs()).isEqualTo(new Pairs(1, 1, 1, 1));
        assertThat(twins.leftovers()).isEqualTo(Leftovers.NONE);
    }

    @Test
    void countsWhatHasNoTwin() {
        Twins twins = found(log(request(1, 200), request(2, 200)), log(request(2, 200), request(3, 200)));

        assertThat(twins.pairs()).isEqualTo(new Pairs(0, 0, 0, 1));
        assertThat(twins.leftovers()).isEqualTo(new Leftovers(1, 1, 0, 0, 0));
    }

    /** Whatever comes of a retry, the mirror copies a request once: its twin is the first try. */
    @Test
    void takesTheFirstTryOfARequestThatWasTriedAgain() {
        String first = text(NOON, id(1), "GET /reviews/0", 503, 91, 1);
        String second = text(NOON.plusMillis(30), id(1), "GET /reviews/0", 200, 379, 9);

        Twins twins = found(log(second, first), log(text(NOON, id(1), "GET /reviews/0", 200, 379, 9)));

        assertThat(twins.pairs()).isEqualTo(new Pairs(0, 0, 1, 0));
        assertThat(twins.leftovers().repeated()).isEqualTo(1);
    }

    @Test
    void takesTheFirstCopyOfTwoMirrors() {
        Twins twins = found(
                log(request(1, 200)),
                log(request(1, 200), text(NOON.plusMillis(150), id(1), "GET /reviews/0", 500, 0, 1)));

        assertThat(twins.pairs()).isEqualTo(new Pairs(0, 0, 0, 1));
        assertThat(twins.leftovers().repeated()).isEqualTo(1);
    }

    @Test
    void tellsCallsOfOneRequestApartByMethodAndPath() {
        Twins twins = found(
                log(text(NOON, id(1), "GET /reviews/1", 200, 10, 1), text(NOON, id(1), "GET /reviews/2", 200, 10, 1)),
                log(text(NOON, id(1), "GET /reviews/2", 500, 10, 1)));

        assertThat(twins.pairs()).isEqualTo(new Pairs(0, 1, 0, 0));
        assertThat(twins.leftovers().live()).isEqualTo(1);
    }

    @Test
    void doesNotTakeAnOldRequestForTheTwinOfALaterOneWithTheSameId() {
        Twins twins = found(log(request(1, 200)), log(text(NOON.plusSeconds(20), id(1), "GET /reviews/0", 200, 9, 1)));

        assertThat(twins.pairs().count()).isZero();
    }

    @Test
    void waitsForRequestsThatMayStillBeOnTheirWay() {
        AccessLogs logs = logs(log(request(0, 200), request(100, 200)), log(request(0, 200), request(100, 200)));

        Found first = logs.look(BEFORE, NOON.plusSeconds(14));
        Found second = logs.look(first.twins().until(), NOON.plusSeconds(16));

        assertThat(first.twins().pairs().count()).isEqualTo(1);
        assertThat(first.twins().until()).isEqualTo(NOON.plusSeconds(9));
        assertThat(second.twins().pairs().count()).isEqualTo(1);
        assertThat(logs.look(second.twins().until(), LATER).twins().pairs().count())
                .isZero();
    }

    /** The retry began in the span of the second look, the request itself did not. */
    @Test
    void doesNotTakeTheSecondTryOfARequestOfTheLookBefore() {
        AccessLogs logs = logs(
                log(text(NOON, id(1), "GET /", 503, 0, 1), text(NOON.plusMillis(40), id(1), "GET /", 200, 5, 1)),
                log(text(NOON, id(1), "GET /", 200, 5, 1)));

        Twins twins = logs.look(NOON.plusMillis(20), LATER).twins();

        assertThat(twins.pairs().count()).isZero();
        assertThat(twins.leftovers()).isEqualTo(new Leftovers(0, 0, 1, 0, 0));
    }

    @Test
    void goesOnWhereItWasWhenALogCannotBeRead() {
        AccessLogs broken = new AccessLogs(
                from -> log(request(1, 200)),
                from -> {
                    throw new IOException("no answer from the API server");
                },
                PATIENCE);

        Found found = broken.look(BEFORE, LATER);

        assertThat(found.twins()).isEqualTo(Twins.none(BEFORE));
        assertThat(found.trouble())
                .containsExactly("the dark version's access log cannot be read: no answer from the API server");
    }

    @Test
    void saysThatAccessLogsMayBeOff() {
        Found found = logs(log(request(1, 200)), log()).look(BEFORE, LATER);

        assertThat(found.trouble())
                .singleElement()
                .asString()
                .startsWith("the dark version's access log has no new line")
                .contains("accessLogFile");
    }

    @Test
    void saysThatNoLineCanBeRead() {
        Found found = logs(log("hello"), log(request(1, 200))).look(BEFORE, LATER);

        assertThat(found.trouble())
                .containsExactly("the live version's access log has 1 new lines and none of them is a request that came"
                        + " in: it is in no known form");
    }

    @Test
    void countsOtherLinesAndNamelessRequestsOnce() {
        AccessLogs logs = logs(
                log(
                        request(1, 200),
                        "2026-11-21T12:00:00Z\twarning\tenvoy config",
                        text(NOON, "-", "GET /", 200, 1, 1)),
                log(request(1, 200)));

        Twins first = logs.look(BEFORE, LATER).twins();
        Twins second = logs.look(first.until(), LATER.plusSeconds(9)).twins();

        assertThat(first.plus(second).leftovers()).isEqualTo(new Leftovers(0, 0, 0, 1, 1));
    }

    @Test
    void judgesNothingBeyondTheEndOfALogThatWasCut() {
        List<Excerpt> live = log(request(0, 200), request(100, 200));
        List<Excerpt> cut = List.of(new Excerpt(List.of(request(0, 200), request(80, 200)), false, true));

        Found found = new AccessLogs(from -> live, from -> cut, PATIENCE).look(BEFORE, LATER);

        assertThat(found.twins().until()).isEqualTo(NOON.plusSeconds(3));
        assertThat(found.twins().pairs().count()).isEqualTo(1);
        assertThat(found.trouble()).singleElement().asString().contains("more lines than are read");
    }

    @Test
    void judgesNothingBeforeTheBeginningOfALogThatWasCut() {
        List<Excerpt> live = List.of(new Excerpt(List.of(request(10, 200), request(100, 200)), true, false));

        Found found = new AccessLogs(from -> live, from -> log(request(10, 200), request(100, 200)), PATIENCE)
                .look(BEFORE, LATER);

        assertThat(found.twins().pairs().count()).isEqualTo(1);
        assertThat(found.twins().leftovers()).isEqualTo(Leftovers.NONE);
    }

    @Test
    void reportsWhatTheDarkVersionAnswersDifferently() {
        Twins twins = found(
                log(
                        text(NOON, id(1), "GET /reviews/1?token=hunter2", 200, 379, 1),
                        text(NOON, id(2), "GET /reviews/2", 200, 379, 1),
                        text(NOON, id(3), "GET /reviews/3", 200, 379, 1),
                        text(NOON, id(4), "GET /health", 200, 2, 1)),
                log(
                        text(NOON, id(1), "GET /reviews/1?token=hunter2", 404, 10, 4),
                        text(NOON, id(2), "GET /reviews/2", 200, 295, 2),
                        text(NOON, id(3), "GET /reviews/3", 200, 379, 2),
                        text(NOON, id(4), "GET /health", 200, 2, 1)));

        assertThat(twins.differences().statuses()).containsExactly(new StatusChange("2xx", "4xx", 1));
        assertThat(twins.differences().sized()).isEqualTo(3);
        assertThat(twins.differences().sizes()).isEqualTo(1);
        assertThat(twins.differences().paths())
                .containsExactly(new PathDifference("GET", "/reviews/*", 1, 1, new Example(id(1), 200, 404, 379, 10)));
        assertThat(twins.toString()).doesNotContain("hunter2");
        assertThat(twins.latency()).isEqualTo(new Twins.Latency(5, 11));
    }

    private static Twins found(List<Excerpt> live, List<Excerpt> dark) {
        Found found = logs(live, dark).look(BEFORE, LATER);
        assertThat(found.trouble()).isEmpty();
        return found.twins();
    }

    private static AccessLogs logs(List<Excerpt> live, List<Excerpt> dark) {
        return new AccessLogs(from -> live, from -> dark, PATIENCE);
    }
}
