package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a page must hold to, to be whole where scripts, inline styles and whatever is elsewhere are forbidden, and to be read by everybody. */
final class PageRules {
    /** Nothing that runs, fetches, embeds or sends. */
    private static final Set<String> ELEMENTS = Set.of(
            "article",
            "header",
            "section",
            "h2",
            "h3",
            "p",
            "span",
            "div",
            "dl",
            "dt",
            "dd",
            "ul",
            "li",
            "pre",
            "time",
            "progress",
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "svg",
            "title",
            "desc",
            "rect",
            "line",
            "polyline",
            "polygon",
            "figure",
            "figcaption",
            "circle",
            "text",
            "g",
            "clipPath",
            "path");

    private static final Set<String> ATTRIBUTES = Set.of(
            "class",
            "id",
            "lang",
            "role",
            "aria-labelledby",
            "aria-label",
            "aria-hidden",
            "tabindex",
            "scope",
            "datetime",
            "max",
            "value",
            "xmlns",
            "width",
            "height",
            "viewBox",
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "d",
            "points",
            "fill",
            "fill-opacity",
            "stroke",
            "stroke-width",
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-dasharray",
            "paint-order",
            "font-family",
            "font-size",
            "font-weight",
            "text-anchor",
            "transform",
            "clip-path");

    private PageRules() {}

    static void check(String markup) {
        Document page = Xml.parsed(markup);
        List<Element> all = Xml.elements(page, "*");
        all.forEach(PageRules::element);
        ids(all);
        tables(page);
    }

    private static void element(Element element) {
        assertThat(ELEMENTS).contains(element.getTagName());
        Xml.attributes(element).forEach(attribute -> {
            assertThat(ATTRIBUTES).as(element.getTagName()).contains(attribute.getName());
            String own = attribute.getName().equals("xmlns") ? "" : attribute.getValue();
            assertThat(own.replaceFirst("^url\\(#frame-[A-Za-z0-9.-]+\\)$", ""))
                    .as(element.getTagName() + " " + attribute.getName())
                    .doesNotContain("url(", "://", "javascript:", "NaN", "Infinity");
        });
        assertThat(classes(element)).allSatisfy(name -> assertThat(name).startsWith("mx-"));
    }

    static Stream<String> classes(Element element) {
        return Arrays.stream(element.getAttribute("class").split(" ", -1)).filter(name -> !name.isEmpty());
    }

    private static void ids(List<Element> all) {
        List<String> ids = all.stream()
                .map(each -> each.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(all.stream()
                        .flatMap(each -> Arrays.stream(
                                each.getAttribute("aria-labelledby").split(" ", -1))))
                .allSatisfy(id -> assertThat(id)
                        .isIn(Stream.concat(ids.stream(), Stream.of("")).toList()));
    }

    private static void tables(Document page) {
        assertThat(Xml.elements(page, "th"))
                .allSatisfy(head -> assertThat(head.getAttribute("scope")).isIn("row", "col"));
        assertThat(Xml.elements(page, "table"))
                .allSatisfy(table ->
                        assertThat(Xml.children(table).get(0).getTagName()).isEqualTo("caption"));
    }
}
