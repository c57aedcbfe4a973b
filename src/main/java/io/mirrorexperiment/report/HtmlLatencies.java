package io.mirrorexperiment.report;

import io.mirrorexperiment.report.LatencyShares.Bin;
import java.util.List;

/** How long requests took, live beside dark, as bars with their numbers below. */
final class HtmlLatencies {
    private static final String PART = "latencies";
    private static final String TITLE = "How long requests took";
    private static final double LEFT = 44;
    private static final double TOP = 12;
    private static final double HEIGHT = 150;
    private static final double STEP = 64;
    private static final double BAR = 24;
    private static final double LEGEND = 48;

    private final LatencyShares shares;

    private HtmlLatencies(LatencyShares shares) {
        this.shares = shares;
    }

    /** Nothing where a version has no histogram. */
    static void write(HtmlSections page, Facts facts) {
        LatencyShares shares = LatencyShares.of(facts.live(), facts.dark());
        if (!shares.isEmpty()) {
            page.section(PART, TITLE, content -> {
                page.wide(PART, inside -> new HtmlLatencies(shares).picture(inside, page.id(PART)));
                content.words(
                        "Parts of each version's own requests since warm-up, between the edges of the mesh's histogram.",
                        "p class='mx-faint'");
            });
        }
    }

    private void picture(Markup svg, String id) {
        List<Bin> bins = shares.bins();
        double width = Math.max(LEFT + STEP * bins.size() + 8, 260);
        double height = TOP + HEIGHT + LEGEND + 28;
        svg.open(
                "svg class='mx-chart' width='{}' height='{}' viewBox='0 0 {} {}' role='img' aria-labelledby='{}-words'",
                width,
                height,
                width,
                height,
                id);
        svg.words(words(), "title id='{}-words'", id);
        grid(svg, width);
        for (int i = 0; i < bins.size(); i++) {
            bars(svg, bins.get(i), LEFT + STEP * i);
        }
        legend(svg, height - 10);
        svg.close();
    }

    /** The numbers, for those who don't see the bars. */
    private String words() {
        StringBuilder words = new StringBuilder("live and dark by latency");
        for (Bin bin : shares.bins()) {
            words.append("; ").append(bin.words()).append(": ");
            words.append(percent(bin.live())).append(" and ").append(percent(bin.dark()));
        }
        return words.toString();
    }

    private void grid(Markup svg, double width) {
        for (double part : List.of(0., .5, 1.)) {
            double y = y(part * shares.most());
            svg.leaf("line class='mx-chart-grid' x1='{}' y1='{}' x2='{}' y2='{}'", LEFT, y, width, y);
            svg.words(
                    percent(part * shares.most()),
                    "text class='mx-chart-faint' x='{}' y='{}' text-anchor='end'",
                    LEFT - 6,
                    y + 4);
        }
    }

    private void bars(Markup svg, Bin bin, double x) {
        bar(svg, "mx-chart-live", bin.live(), x + STEP / 2 - BAR - 1);
        bar(svg, "mx-chart-dark", bin.dark(), x + STEP / 2 + 1);
        String[] edge = {Double.isInfinite(bin.upTo()) ? "over" : "up to", edge(bin)};
        for (int line = 0; line < edge.length; line++) {
            svg.words(
                    edge[line],
                    "text class='mx-chart-faint' x='{}' y='{}' text-anchor='middle'",
                    x + STEP / 2,
                    TOP + HEIGHT + 16 + 14 * line);
        }
    }

    private static String edge(Bin bin) {
        return Numbers.plain(Double.isInfinite(bin.upTo()) ? bin.above() : bin.upTo()) + " ms";
    }

    private void bar(Markup svg, String mark, double share, double x) {
        if (share > 0) {
            double top = Math.min(y(share), TOP + HEIGHT - 1);
            svg.leaf("rect class='{}' x='{}' y='{}' width='{}' height='{}'", mark, x, top, BAR, TOP + HEIGHT - top);
        }
    }

    private static void legend(Markup svg, double y) {
        svg.leaf("rect class='mx-chart-live' x='{}' y='{}' width='12' height='12'", LEFT, y - 11);
        svg.words("live", "text class='mx-chart-ink' x='{}' y='{}'", LEFT + 18, y);
        svg.leaf("rect class='mx-chart-dark' x='{}' y='{}' width='12' height='12'", LEFT + 64, y - 11);
        svg.words("dark", "text class='mx-chart-ink' x='{}' y='{}'", LEFT + 82, y);
    }

    private double y(double share) {
        return TOP + HEIGHT * (1 - share / shares.most());
    }

    private static String percent(double share) {
        return Numbers.share(share, share != 0 && share < .1 ? 100 : 0);
    }
}
