package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Journal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The report of a run as results of tests, for all that read JUnit's XML: the dialect that Jenkins' junit-10.xsd describes and that its
 * {@code junit} step, GitLab and GitHub's actions read. Each objective is a test case, and so are the verdict, the mirror, the live version's
 * protection and the cleaning up. A {@code failure} is evidence against the dark version; an {@code error} is trouble that is not the dark
 * version's, and missing evidence too unless the user wants that otherwise. So all cases pass only if the gate's exit code is 0, and a run
 * that goes on has no case that passes. Names stay the same from run to run; seconds are those of the verdict, so that sums are right. Pure.
 */
public final class JUnitReport {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String COUNTS = " tests='{}' failures='{}' errors='{}' time='{}'";

    /** How a case is written for which there was not enough evidence. */
    public enum Inconclusive {
        /** As trouble. */
        ERROR,
        /** As evidence against the dark version. */
        FAILURE,
        /** As a test that was not made: most readers take the suite for passed then, whatever the gate's exit code is. */
        SKIPPED;

        /** As in {@code skipped}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return word();
        }
    }

    private final Journal journal;
    private final List<JUnitCase> cases;
    private final Inconclusive inconclusive;

    private JUnitReport(Journal journal, Inconclusive inconclusive) {
        this.journal = journal;
        this.cases = JUnitCase.of(new Facts(journal));
        this.inconclusive = inconclusive;
    }

    /**
     * The report, with a line feed at its end; what is inconclusive is an error.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     */
    public static String of(Journal journal, List<String> defaults) {
        return of(journal, defaults, Inconclusive.ERROR);
    }

    /**
     * The report, with a line feed at its end.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     */
    public static String of(Journal journal, List<String> defaults, Inconclusive inconclusive) {
        JUnitReport report = new JUnitReport(journal, inconclusive);
        Markup markup = new Markup();
        markup.open("testsuites name='mirror-experiment'" + COUNTS, report.counts());
        report.suite(markup, defaults);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + markup.close().text();
    }

    private void suite(Markup markup, List<String> defaults) {
        Instant start = new Facts(journal).started().orElse(Instant.EPOCH);
        String name = classname(journal.experiment());
        long skipped = inconclusive == Inconclusive.SKIPPED ? count(JUnitCase.State.INCONCLUSIVE) : 0;
        markup.open(
                "testsuite name='{}' timestamp='{}'" + COUNTS + (skipped == 0 ? "" : " skipped='" + skipped + "'"),
                Stream.concat(Stream.of(name, SECONDS.format(start)), Stream.of(counts()))
                        .toArray());
        markup.open("properties");
        properties(markup, journal);
        markup.close();
        cases.forEach(each -> testCase(markup, name, seconds(journal, each), each));
        markup.lines(ConsoleReport.of(journal, defaults, Style.PLAIN), "system-out");
        markup.close();
    }

    private Object[] counts() {
        return new Object[] {
            cases.size(),
            count(JUnitCase.State.FAILURE) + undecided(Inconclusive.FAILURE),
            count(JUnitCase.State.ERROR) + undecided(Inconclusive.ERROR),
            seconds(journal)
        };
    }

    private long undecided(Inconclusive as) {
        return inconclusive == as ? count(JUnitCase.State.INCONCLUSIVE) : 0;
    }

    private long count(JUnitCase.State state) {
        return JUnitCase.count(cases, state);
    }

    private static void properties(Markup markup, Journal journal) {
        Facts facts = new Facts(journal);
        property(markup, "run", journal.id().toString());
        property(markup, "phase", Phase.of(journal).word());
        property(markup, "verdict", facts.verdict().word());
        property(
                markup,
                "outcome",
                facts.ending().map(end -> end.outcome().word()).orElse("unfinished"));
        property(
                markup,
                "cause",
                facts.ending().map(Ending::cause).map(Cause::word).orElse("none"));
        property(
                markup,
                "exit",
                facts.ending().map(end -> String.valueOf(end.exitCode())).orElse("none"));
    }

    private static void property(Markup markup, String name, String value) {
        markup.leaf("property name='{}' value='{}'", name, value);
    }

    private void testCase(Markup markup, String classname, String seconds, JUnitCase each) {
        markup.open("testcase name='{}' classname='{}' time='{}'", each.name(), classname, seconds);
        switch (each.state()) {
            case PASS -> markup.lines(each.text(), "system-out");
            case FAILURE -> trouble(markup, each, Inconclusive.FAILURE);
            case ERROR -> trouble(markup, each, Inconclusive.ERROR);
            case INCONCLUSIVE -> trouble(markup, each, inconclusive);
        }
        markup.close();
    }

    private static void trouble(Markup markup, JUnitCase each, Inconclusive as) {
        markup.lines(each.text(), as.word() + " type='{}' message='{}'", each.type(), each.message());
    }

    /** The same for all runs of one experiment: systems follow a test by it from build to build. */
    private static String classname(Experiment experiment) {
        return "mirror-experiment." + experiment.namespace() + "." + experiment.name();
    }

    private static String seconds(Journal journal, JUnitCase each) {
        return each.isVerdict() ? seconds(journal) : "0";
    }

    private static String seconds(Journal journal) {
        Facts facts = new Facts(journal);
        Instant start = facts.started().orElse(Instant.EPOCH);
        Duration took = Duration.between(start, facts.newest().orElse(start));
        long millis = Math.max(0, took.toMillis());
        return BigDecimal.valueOf(millis, 3)
                .setScale(3, RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
