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
 * protection and the cleaning up. A {@code failure} is evidence against the dark version; an {@code error} is missing evidence, or trouble
 * that is not the dark version's; nothing is ever skipped. So all cases pass only if the gate's exit code is 0, and a run that goes on has
 * no case that passes. Names stay the same from run to run; seconds are those of the verdict, so that sums are right. Pure.
 */
public final class JUnitReport {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String COUNTS = " tests='{}' failures='{}' errors='{}' time='{}'";

    private JUnitReport() {}

    /**
     * The report, with a line feed at its end.
     *
     * @param defaults what the spec left to defaults, and what was remarked on it, in words
     */
    public static String of(Journal journal, List<String> defaults) {
        List<JUnitCase> cases = JUnitCase.of(new Facts(journal));
        Markup markup = new Markup();
        markup.open("testsuites name='mirror-experiment'" + COUNTS, counts(journal, cases));
        suite(markup, journal, cases, defaults);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + markup.close().text();
    }

    private static void suite(Markup markup, Journal journal, List<JUnitCase> cases, List<String> defaults) {
        Instant start = new Facts(journal).started().orElse(Instant.EPOCH);
        String name = classname(journal.experiment());
        markup.open(
                "testsuite name='{}' timestamp='{}'" + COUNTS,
                Stream.concat(Stream.of(name, SECONDS.format(start)), Stream.of(counts(journal, cases)))
                        .toArray());
        markup.open("properties");
        properties(markup, journal);
        markup.close();
        cases.forEach(each -> testCase(markup, name, seconds(journal, each), each));
        markup.lines(ConsoleReport.of(journal, defaults, Style.PLAIN), "system-out");
        markup.close();
    }

    private static Object[] counts(Journal journal, List<JUnitCase> cases) {
        return new Object[] {
            cases.size(),
            JUnitCase.count(cases, JUnitCase.State.FAILURE),
            JUnitCase.count(cases, JUnitCase.State.ERROR),
            seconds(journal)
        };
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

    private static void testCase(Markup markup, String classname, String seconds, JUnitCase each) {
        markup.open("testcase name='{}' classname='{}' time='{}'", each.name(), classname, seconds);
        switch (each.state()) {
            case PASS -> markup.lines(each.text(), "system-out");
            case FAILURE -> markup.lines(each.text(), "failure type='{}' message='{}'", each.type(), each.message());
            case ERROR -> markup.lines(each.text(), "error type='{}' message='{}'", each.type(), each.message());
        }
        markup.close();
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
