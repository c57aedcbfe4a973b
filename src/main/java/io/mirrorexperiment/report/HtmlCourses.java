package io.mirrorexperiment.report;

import io.mirrorexperiment.report.ObjectiveCourse.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How each objective went over the looks, as a small picture each: the value, its bounds, the limit, and live where it counts. */
final class HtmlCourses {
    private static final String PART = "courses";
    private static final String TITLE = "Objectives over time";
    private static final double WIDTH = 320;
    private static final double HEIGHT = 150;
    private static final double LEFT = 62;
    private static final double RIGHT = 312;
    private static final double TOP = 10;
    private static final double BOTTOM = 124;
    private static final double LINE = 14;
    private static final String LABEL = "text class='mx-chart-faint' x='{}' y='{}' text-anchor='end'";

    private final Facts facts;
    private final ObjectiveCourse course;

    private HtmlCourses(Facts facts, ObjectiveCourse course) {
        this.facts = facts;
        this.course = course;
    }

    /** Nothing before the second look that was assessed. */
    static void write(HtmlSections page, Facts facts) {
        List<ObjectiveCourse> courses = ObjectiveCourse.of(facts);
        if (courses.isEmpty()) {
            return;
        }
        page.section(PART, TITLE, content -> {
            content.open("div class='mx-charts'");
            for (int i = 0; i < courses.size(); i++) {
                new HtmlCourses(facts, courses.get(i)).figure(content, page.id(PART + "-" + i));
            }
            content.close();
            content.words(legend(courses), "p class='mx-faint'");
        });
    }

    private static String legend(List<ObjectiveCourse> courses) {
        boolean bounded = courses.stream()
                .anyMatch(course -> !course.points(ObjectiveCourse::upper).isEmpty());
        boolean relative = courses.stream().anyMatch(course -> course.newest().isRelative());
        return "Solid: measured of the dark version since warm-up. Dashed: the limit."
                + (bounded ? " Band: bounds of the true value." : "")
                + (relative ? " Dotted: the live version." : "");
    }

    private void figure(Markup markup, String id) {
        Standing newest = course.newest();
        markup.open("figure class='mx-figure'");
        markup.row(
                newest.mark().plus("  " + newest.fullName() + " " + newest.limit()),
                "figcaption class='mx-chart-title'");
        markup.open(
                "svg class='mx-chart {}' width='{}' height='{}' viewBox='0 0 {} {}' role='img' aria-labelledby='{}'",
                newest.tone().mark(),
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                id);
        markup.words(words(), "title id='{}'", id);
        frame(markup);
        band(markup);
        line(markup, Standing::threshold, "mx-chart-limit");
        line(markup, ObjectiveCourse::live, "mx-chart-beside");
        line(markup, Standing::value, "mx-chart-value");
        end(markup);
        markup.close().close();
    }

    /** What the picture shows, for those who don't see it. */
    private String words() {
        List<Point> values = course.points(Standing::value);
        return course.newest().fullName() + " over " + Numbers.count(values.size(), "look") + ", from "
                + shown(values.get(0).value()) + " to "
                + shown(values.get(values.size() - 1).value()) + ", limit "
                + course.newest().limit();
    }

    /** The scale is told by its ends and the limit, as far as there is room for words. */
    private void frame(Markup svg) {
        Standing newest = course.newest();
        double limit = newest.threshold().orElse(Double.NaN);
        if (!(Math.abs(y(limit) - BOTTOM) < LINE)) {
            level(svg, course.bottom());
        }
        if (!(Math.abs(y(limit) - TOP) < 3 * LINE)) {
            level(svg, course.top());
        }
        if (Double.isFinite(limit)) {
            svg.words(newest.isRelative() ? shown(limit) : asked(limit), LABEL, LEFT - 6, y(limit) + 4);
        }
        List<String> times = times();
        svg.words(times.get(0), "text class='mx-chart-faint' x='{}' y='{}'", LEFT, BOTTOM + 18);
        svg.words(times.get(1), "text class='mx-chart-faint' x='{}' y='{}' text-anchor='end'", RIGHT, BOTTOM + 18);
    }

    private void level(Markup svg, double value) {
        svg.leaf("line class='mx-chart-grid' x1='{}' y1='{}' x2='{}' y2='{}'", LEFT, y(value), RIGHT, y(value));
        svg.words(shown(value), LABEL, LEFT - 6, y(value) + 4);
    }

    private List<String> times() {
        List<String> times = facts.ticks().stream()
                .filter(tick -> !tick.assessments().isEmpty())
                .map(tick -> Numbers.clock(tick.at()))
                .toList();
        return List.of(times.get(0), times.get(times.size() - 1));
    }

    /** Bounds beyond the scale are cut off at its ends; those of an objective against live are of another number than its value. */
    private void band(Markup svg) {
        List<Point> upper = course.points(ObjectiveCourse::upper);
        if (course.newest().isRelative() || upper.size() < 2) {
            return;
        }
        List<Point> edge = new ArrayList<>(upper);
        List<Point> lower = course.points(ObjectiveCourse::lower);
        for (int i = upper.size() - 1; i >= 0; i--) {
            int look = upper.get(i).look();
            edge.add(lower.stream()
                    .filter(point -> point.look() == look)
                    .findFirst()
                    .orElse(new Point(look, course.bottom())));
        }
        svg.leaf("polygon class='mx-chart-band' points='{}'", places(edge.stream()));
    }

    private void line(Markup svg, Function<Standing, OptionalDouble> what, String mark) {
        List<Point> points = course.points(what);
        if (points.size() > 1) {
            svg.leaf("polyline class='{}' points='{}'", mark, places(points.stream()));
        }
    }

    private void end(Markup svg) {
        List<Point> values = course.points(Standing::value);
        Point last = values.get(values.size() - 1);
        svg.leaf("circle class='mx-chart-end' cx='{}' cy='{}' r='3.5'", x(last), y(last.value()));
    }

    private String places(Stream<Point> points) {
        return points.map(point -> Markup.number(x(point)) + "," + Markup.number(y(point.value())))
                .collect(Collectors.joining(" "));
    }

    private double x(Point point) {
        return LEFT + (RIGHT - LEFT) * point.look() / Math.max(1, course.looks().size() - 1);
    }

    private double y(double value) {
        double within = Math.max(course.bottom(), Math.min(course.top(), value));
        return BOTTOM - (BOTTOM - TOP) * (within - course.bottom()) / (course.top() - course.bottom());
    }

    private String asked(double value) {
        return Numbers.asked(course.newest().objective().metric(), value);
    }

    private String shown(double value) {
        return Numbers.measured(course.newest().objective().metric(), value, 100);
    }
}
