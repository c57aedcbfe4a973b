package io.mirrorexperiment.cli;

import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.journal.Journal;
import io.mirrorexperiment.report.ConsoleReport;
import io.mirrorexperiment.report.EvidenceCurve;
import io.mirrorexperiment.report.HtmlReport;
import io.mirrorexperiment.report.JUnitReport;
import io.mirrorexperiment.report.JsonReport;
import io.mirrorexperiment.report.MarkdownReport;
import io.mirrorexperiment.report.Style;
import io.mirrorexperiment.run.Conclusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** How a run is shown, while it goes on and at its end. */
final class ViewFlags {
    private static final String STANDARD_OUTPUT = "-";

    @Option(names = "--plain", description = "print lines instead of the live view, also on a terminal")
    boolean plain;

    @Option(names = "--no-color", description = "without colours; the variable NO_COLOR does the same")
    boolean noColor;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "write the report as JSON; - writes it to standard output and everything else to standard error")
    Optional<String> json = Optional.empty();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "draw how the evidence grew, as SVG; where the sequential rule has weighed none, say so")
    Optional<Path> svg = Optional.empty();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "write the report as a page, with the picture and its looks inside")
    Optional<Path> html = Optional.empty();

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "write the report as JUnit XML: a test case for each objective and for the run as a whole")
    Optional<Path> junit = Optional.empty();

    @Option(
            names = "--junit-inconclusive",
            paramLabel = "WORD",
            defaultValue = "error",
            description = "how JUnit XML has cases without enough evidence: ${COMPLETION-CANDIDATES} (default:"
                    + " ${DEFAULT-VALUE})")
    JUnitReport.Inconclusive inconclusive = JUnitReport.Inconclusive.ERROR;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "write the report as Markdown, for the summary of a job or a comment")
    Optional<Path> markdown = Optional.empty();

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "write the files run, verdict, outcome, cause and exit-code, of one word each, into a folder"
                    + " that is there, as Tekton's results")
    Optional<Path> results = Optional.empty();

    @Option(
            names = "--serve",
            paramLabel = "PORT",
            description =
                    "show the report live at http://127.0.0.1:PORT/ while this command goes on; 0 takes a free port")
    Optional<Integer> serve = Optional.empty();

    /** What stands below the live view. */
    ScreenView.Aside aside = ScreenView.Aside.none();

    /** What is printed of the world around a run once it is over: after the report, before its last line. */
    Runnable epilogue = () -> {};

    /** Whether a report is to be written anywhere. */
    boolean writes() {
        return Stream.of(json, svg, html, junit, markdown, results, serve).anyMatch(Optional::isPresent);
    }

    /** Makes the flags of another command like these. */
    void lend(ViewFlags other) {
        other.plain = plain;
        other.noColor = noColor;
        other.json = json;
        other.svg = svg;
        other.html = html;
        other.junit = junit;
        other.inconclusive = inconclusive;
        other.markdown = markdown;
        other.results = results;
        other.serve = serve;
        other.epilogue = epilogue;
    }

    /** Where people read. */
    Host people(Host host) {
        return json.filter(STANDARD_OUTPUT::equals).isPresent() ? host.withDataOnOut() : host;
    }

    View view(Host host) {
        return view(host, false);
    }

    /** How a run is shown; as lines where it has something to hand out, which would not fit below a live view. */
    View view(Host host, boolean lines) {
        Host people = people(host);
        View view = people.terminal() && !plain && !lines
                ? new ScreenView(people.out(), new TerminalSize(), style(people), aside)
                : new PlainView(people.out(), style(people));
        return serve.map(port -> ServedView.beside(view, port, people)).orElse(view);
    }

    Style style(Host host) {
        boolean bare = noColor
                || !host.terminal()
                || !host.environment().getOrDefault("NO_COLOR", "").isEmpty()
                || host.environment().getOrDefault("TERM", "").equals("dumb");
        return bare ? Style.PLAIN : Style.COLOURED;
    }

    /**
     * Prints how a run ended, or how it waits for somebody's word, and what can be done about it.
     *
     * @param defaults what the spec left to defaults, in words
     * @return the exit code
     */
    int end(Host host, Journal journal, List<String> defaults) {
        report(host, journal, defaults);
        int code = Conclusion.of(journal).map(Ending::exitCode).orElse(0);
        results.ifPresent(folder -> write(host, folder, journal, code));
        return code;
    }

    /** Prints the report of a run, whether it has ended or not. */
    void report(Host host, Journal journal, List<String> defaults) {
        Host people = people(host);
        String last = ConsoleReport.lastLine(journal);
        String text = ConsoleReport.of(journal, defaults, style(people));
        people.out().print(text.substring(0, text.lastIndexOf(last)));
        epilogue.run();
        people.out().println(last);
        json.ifPresent(place -> write(host, place, JsonReport.of(journal, defaults)));
        svg.ifPresent(file -> draw(host, file, EvidenceCurve.of(journal)));
        html.ifPresent(file -> write(host, file.toString(), page(journal, defaults)));
        junit.ifPresent(file -> write(host, file.toString(), JUnitReport.of(journal, defaults, inconclusive)));
        markdown.ifPresent(file -> write(host, file.toString(), MarkdownReport.of(journal, defaults)));
        people.out().flush();
    }

    private static void write(Host host, Path folder, Journal journal, int code) {
        try {
            ResultFiles.write(folder, journal, code);
        } catch (IOException e) {
            host.err().println("the results cannot be written to " + folder + ": " + e.getMessage());
        }
    }

    private static String page(Journal journal, List<String> defaults) {
        return HtmlReport.page(journal, defaults, Clock.systemUTC().instant(), HtmlReport.StyleSheet.INSIDE);
    }

    private static void draw(Host host, Path file, EvidenceCurve curve) {
        if (curve instanceof EvidenceCurve.Picture picture) {
            write(host, file.toString(), picture.svg());
        } else {
            host.err().println("no picture: " + ((EvidenceCurve.Nothing) curve).because());
        }
    }

    private static void write(Host host, String place, String text) {
        if (place.equals(STANDARD_OUTPUT)) {
            host.out().print(text);
            return;
        }
        try {
            Files.writeString(Path.of(place), text);
        } catch (IOException e) {
            host.err().println("the report cannot be written to " + place + ": " + e.getMessage());
        }
    }
}
