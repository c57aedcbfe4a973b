package io.mirrorexperiment.sandbox.prometheus.promql;

/** A place in a query as Prometheus writes it: line and column, both from 1, or "unknown position". */
final class Position {
    private Position() {}

    static String of(String query, int index) {
        if (query.isEmpty() || index > query.length()) {
            return "unknown position";
        }
        String before = query.substring(0, index);
        long line = 1 + before.chars().filter(c -> c == '\n').count();
        return line + ":" + (index - before.lastIndexOf('\n'));
    }
}
