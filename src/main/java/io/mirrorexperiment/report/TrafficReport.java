package io.mirrorexperiment.report;

import io.mirrorexperiment.graph.Graph;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The traffic of a mesh in every form that a reader may want. Pure, but for style sheets, which are read from the class path. */
public final class TrafficReport {
    private static final String ID = "traffic";

    /** A picture wants more room than sentences do. */
    private static final String WIDE = """
            .mx-main {
              max-width: 120rem;
            }

            @page {
              size: landscape;
            }
            """;

    private TrafficReport() {}

    /** Lines for a log or a terminal, at most {@value ConsoleReport#COLUMNS} columns wide. */
    public static String text(Graph graph, Style style) {
        return new Section("", TrafficSection.blocks(graph))
                .rows(ConsoleReport.COLUMNS).stream()
                        .skip(1)
                        .map(row -> row.render(style) + "\n")
                        .collect(Collectors.joining());
    }

    /** A text of Graphviz' DOT language. */
    public static String dot(Graph graph) {
        return TrafficDot.of(graph);
    }

    /** For programs: JSON of the schema {@value TrafficJson#SCHEMA}, which {@code resources/schema/graph.json} describes. */
    public static String json(Graph graph) {
        return TrafficJson.text(graph);
    }

    /** A picture that stands alone, light or dark as the reader's system is. */
    public static String svg(Graph graph) {
        return new TrafficDrawing(graph, ID, Map.of()).svg(resource("traffic-alone.css") + resource("traffic.css"));
    }

    /**
     * A page with the picture and the numbers: one file, no script, nothing fetched.
     *
     * @param of what it is the traffic of
     */
    public static String html(Graph graph, String of) {
        Markup page = new Markup().open("html lang='en'").open("head");
        page.leaf("meta charset='utf-8'").leaf("meta name='viewport' content='width=device-width, initial-scale=1'");
        page.leaf("meta name='color-scheme' content='light dark'");
        page.words("Traffic of " + of, "title");
        page.written("<style>\n" + HtmlReport.styleSheet() + WIDE + "</style>\n");
        page.close().open("body class='mx-page'").open("main class='mx-main'");
        HtmlSections parts = new HtmlSections(ID);
        page.words("Traffic of " + of, "h1 class='mx-title' id='{}'", parts.id("headline"));
        parts.article(article -> HtmlTraffic.write(article, graph, Map.of()));
        page.written(parts.text());
        return "<!DOCTYPE html>\n" + page.close().close().close().text();
    }

    static String resource(String name) {
        try (InputStream in = TrafficReport.class.getResourceAsStream("/report/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
