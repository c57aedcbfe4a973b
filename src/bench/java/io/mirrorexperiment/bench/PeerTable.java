package io.mirrorexperiment.bench;

import io.mirrorexperiment.experiment.Verdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What becomes of versions under the rules of several gates, with the same traffic. */
record PeerTable(Trials runs) {
    private static final List<Course> COURSES =
            List.of(new Course(20, 10), new Course(20, 60), new Course(2, 10), new Course(200, 10));
    static final List<GateRule> RULES = List.of(
            new SequentialGate(),
            new PointGate(),
            new FlaggerModel(1),
            new FlaggerModel(5),
            new ArgoModel(0),
            new ArgoModel(3),
            new KayentaModel());
    private static final List<Double> RATES = List.of(0.0, .005, .01, .02, .05);

    void print(PrintWriter out) {
        COURSES.forEach(course -> print(course, out));
    }

    private void print(Course course, PrintWriter out) {
        List<String> columns = new ArrayList<>(List.of("rule"));
        RATES.forEach(rate -> columns.add(rate == GateRule.LIMIT ? "**at the limit, 1 %**" : plain(rate)));
        Table table = Table.of(
                out, String.format(Locale.ROOT, "Limit 1 %%, %s, %,d runs", course.words(), runs.count()), columns);
        for (GateRule rule : RULES) {
            List<String> row = new ArrayList<>(List.of(rule.words()));
            RATES.forEach(rate -> row.add(cell(rule, course, rate)));
            table.row(row);
        }
        table.end(
                "Promoted / rolled back, in percent of the runs, after so many requests in the mean; the rest is inconclusive.");
    }

    private String cell(GateRule rule, Course course, double share) {
        List<Ending> endings = runs.each(chance -> rule.judge(course, share, chance));
        double seconds = endings.stream().mapToInt(Ending::seconds).average().orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s / %s after %,.0f",
                percent(endings, Verdict.CONFORMS),
                percent(endings, Verdict.VIOLATES),
                seconds * course.rate());
    }

    private static String percent(List<Ending> endings, Verdict verdict) {
        long count = endings.stream().filter(each -> each.verdict() == verdict).count();
        return count == endings.size() || count == 0
                ? String.valueOf(100 * count / endings.size())
                : String.format(Locale.ROOT, "%.1f", 100.0 * count / endings.size());
    }

    private static String plain(double rate) {
        return java.math.BigDecimal.valueOf(100 * rate).stripTrailingZeros().toPlainString() + " %";
    }
}
