package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import java.util.List;
import java.util.Map;

/** What one look asks about. */
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

    /** The answers to all topics, or what is odd about the first odd one. */
    static Answers together(Map<Topic, Answer> answers) throws OddAnswerException {
        return new Answers(
                REQUESTS.samples(answers),
                SAMPLE_TIMES.samples(answers),
                BUCKETS.samples(answers),
                SUMS.samples(answers));
    }

    private List<Sample> samples(Map<Topic, Answer> answers) throws OddAnswerException {
        Answer answer = answers.getOrDefault(this, new Answer.Odd("never answered"));
        if (answer instanceof Answer.Vector vector) {
            return vector.samples();
        }
        throw new OddAnswerException(((Answer.Odd) answer).reason() + " (asked for " + words + ")");
    }
}
