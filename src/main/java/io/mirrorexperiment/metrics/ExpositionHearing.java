package io.mirrorexperiment.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * Hears what a pod exposes.
 *
 * @param names of the series that are wanted, as for {@link Exposition#read}
 */
record ExpositionHearing(Function<String, Optional<String>> names) implements Hearing<Answer> {
    @Override
    public Answer heard(byte[] body) throws OddAnswerException {
        return heard(new String(body, StandardCharsets.UTF_8));
    }

    Answer heard(String text) throws OddAnswerException {
        return new Answer.Vector(Exposition.read(text, names));
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
