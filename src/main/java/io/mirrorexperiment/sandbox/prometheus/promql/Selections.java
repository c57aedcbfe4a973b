package io.mirrorexperiment.sandbox.prometheus.promql;

import io.mirrorexperiment.sandbox.prometheus.series.Matcher;
import io.mirrorexperiment.sandbox.prometheus.series.Series;
import io.mirrorexperiment.sandbox.prometheus.series.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The series that the selectors of one query find in a snapshot, each searched for once. Not thread-safe. */
final class Selections {
    private final Snapshot snapshot;
    private final Dialect dialect;
    private final long lookBackMillis;
    private final Map<List<Matcher>, List<Series>> found = new HashMap<>();

    Selections(Snapshot snapshot, Dialect dialect, long lookBackMillis) {
        this.snapshot = snapshot;
        this.dialect = dialect;
        this.lookBackMillis = lookBackMillis;
    }

    List<Series> of(Expr.Selector selector) {
        return found.computeIfAbsent(selector.matchers(), snapshot::select);
    }

    Dialect dialect() {
        return dialect;
    }

    long lookBackMillis() {
        return lookBackMillis;
    }

    long oldestIn(long start) {
        return dialect.oldestIn(start);
    }
}
