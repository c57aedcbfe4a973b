package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.Matcher;
import java.util.List;

/** Reads a bare selector, as {@code match[]} parameters hold it. */
public final class MatcherSet {
    private MatcherSet() {}

    /**
     * The matchers of a selector such as {@code up{job="x"}}.
     *
     * @throws QueryRefused if the text is anything but a selector without modifiers
     */
    public static List<Matcher> parse(String text) {
        Expr expr = Parser.parse(text);
        if (expr instanceof Expr.Selector selector && selector.shift().equals(Shift.NONE)) {
            return selector.matchers();
        }
        throw QueryRefused.unreadable(text, 0, "expected a series selector without modifiers");
    }
}
