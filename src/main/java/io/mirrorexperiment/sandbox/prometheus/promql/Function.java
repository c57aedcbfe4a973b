package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.GoText;
import java.util.List;
import java.util.Optional;

/**
 * A function of PromQL.
 *
 * @param parameters the types of its parameters; the last one stands for all further ones if {@code most} allows them
 * @param least how many arguments it needs
 * @param most how many it takes
 */
record Function(String name, List<ValueType> parameters, int least, int most, ValueType returns, Body body) {
    Function {
        parameters = List.copyOf(parameters);
    }

    /** A function that takes exactly these parameters. */
    static Function of(String name, ValueType returns, Body body, ValueType... parameters) {
        return new Function(name, List.of(parameters), parameters.length, parameters.length, returns, body);
    }

    /** Evaluates a call whose arguments have been evaluated. */
    @FunctionalInterface
    interface Body {
        Value apply(Invocation call);
    }

    ValueType parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** What is wrong with that many arguments, in Prometheus' words. */
    Optional<String> complaintAbout(int arguments) {
        String wanted = least == most ? least + "" : arguments < least ? "at least " + least : "at most " + most;
        boolean fits = arguments >= least && arguments <= most;
        return fits
                ? Optional.empty()
                : Optional.of("expected %s argument(s) in call to %s, got %d"
                        .formatted(wanted, GoText.quoted(name), arguments));
    }
}
