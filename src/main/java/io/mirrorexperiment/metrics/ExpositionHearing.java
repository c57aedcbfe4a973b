package io.mirrorexperiment.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Hears what a pod exposes.
 *
 * @param wanted names of series
 */
record ExpositionHearing(Set<String> wanted) implements Hearing<Answer> {
    ExpositionHearing {
        wanted = Set.copyOf(wanted);
    }

    @Override
    public Answer heard(byte[] body) throws OddAnswerException {
        return heard(new String(body, StandardCharsets.UTF_8));
    }

    Answer heard(String text) throws OddAnswerException {
        SeriesNames names = new SeriesNames(wanted);
        List<Sample> samples = Exposition.read(text, names::plain);
        names.requireEnvoy();
        return new Answer.Vector(samples);
    }

    @Override
    public Answer odd(String reason) {
        return new Answer.Odd(reason);
    }

    @Override
    public String lost() {
        return ": no exposition there; check port and path";
    }
}
