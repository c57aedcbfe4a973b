package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import java.util.List;

/** What one look asks about, in this order. */
enum Topic {
    REQUESTS("requests"),
    SAMPLE_TIMES("sample times"),
    BUCKETS("latency buckets"),
    SUMS("latency sums");

    private final String words;

    Topic(String words) {
        this.words = words;
    }

    String question(Questions questions, Population population) {
        return switch (this) {
            case REQUESTS -> questions.requests(population);
            case SAMPLE_TIMES -> questions.sampleTimes(population);
            case BUCKETS -> questions.buckets(population);
            case SUMS -> questions.sums(population);
        };
    }

    /** The answers in the order of the topics, or what is odd about the first odd one. */
    static Answers together(List<Answer> answers) throws OddAnswerException {
        return new Answers(
                REQUESTS.samples(answers),
                SAMPLE_TIMES.samples(answers),
                BUCKETS.samples(answers),
                SUMS.samples(answers));
    }

    private List<Sample> samples(List<Answer> answers) throws OddAnswerException {
        if (answers.get(ordinal()) instanceof Answer.Vector vector) {
            return vector.samples();
        }
        throw new OddAnswerException(((Answer.Odd) answers.get(ordinal())).reason() + " (asked for " + words + ")");
    }
}
