package io.mirrorexperiment.metrics;

/** Hears answers of Prometheus' query API. */
final class PromQlHearing implements Hearing<Answer> {
    @Override
    public Answer heard(byte[] body) throws OddAnswerException {
        return AnswerReader.vector(body);
    }

    @Override
    public Answer odd(String reason) {
        return new Answer.Odd(reason);
    }

    @Override
    public String lost() {
        return ": no query API there; url is the address before /api/v1/query";
    }
}
