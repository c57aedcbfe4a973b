package io.mirrorexperiment.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.experiment.Reading;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * Hears one value out of JSON.
 *
 * @param jq finds it
 * @param clock by which it is dated
 * @param words what becomes of a reason: whose it is, and without secrets
 */
record ValueHearing(Jq jq, Clock clock, UnaryOperator<String> words) implements Hearing<Reading> {
    @Override
    public Reading heard(byte[] body) throws OddAnswerException {
        JsonNode answer = AnswerReader.tree(body);
        if (answer.path("data").path("resultType").asText().equals("vector")) {
            refuseSeveral(AnswerReader.vector(body));
        }
        return new Reading.Gauge(clock.instant(), jq.number(answer));
    }

    /** An expression would take the first of them, whichever that is. */
    private static void refuseSeveral(Answer.Vector vector) throws OddAnswerException {
        if (vector.samples().size() > 1) {
            throw new OddAnswerException(vector.samples().size()
                    + " series where one value is wanted; aggregate them in the query, as in sum(…)");
        }
    }

    @Override
    public Reading odd(String reason) {
        return new Reading.Missing(words.apply(reason));
    }

    @Override
    public String lost() {
        return ": check the query's url";
    }
}
