package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Evidence;
import io.mirrorexperiment.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How one objective went, look by look: what was measured, what is known of the true value, and its limit at that time.
 *
 * @param newest how it stands
 * @param looks at which it was assessed, in the order of time
 */
record ObjectiveCourse(Standing newest, List<Standing> looks) {
    /** Room above whatever is highest of values and limits. */
    private static final double ROOM = 1.2;

    /** What is farther out is no number that anybody measured; with more room the scale would have no length. */
    private static final double FARTHEST = 1e300;

    ObjectiveCourse {
        looks = List.copyOf(looks);
    }

    /** One for each objective that has a value at two looks at least, in the order of the spec. */
    static List<ObjectiveCourse> of(Facts facts) {
        return all(facts, facts.ticks())
                .filter(course -> course.known(Standing::value).count() > 1)
                .toList();
    }

    /** One for each objective, in the order of the spec, over those of some looks that were assessed. */
    static Stream<ObjectiveCourse> all(Facts facts, List<Entry.Iterated> ticks) {
        List<List<Standing>> looks = ticks.stream()
                .filter(tick -> !tick.assessments().isEmpty())
                .map(tick -> Standing.of(facts.journal().experiment(), tick.assessments()))
                .toList();
        List<Standing> newest = facts.objectives();
        return IntStream.range(0, newest.size())
                .mapToObj(i -> new ObjectiveCourse(
                        newest.get(i), looks.stream().map(look -> look.get(i)).toList()));
    }

    /** Number of the look, from 0, and what it had, where it had something finite. */
    record Point(int look, double value) {}

    List<Point> points(Function<Standing, OptionalDouble> what) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            double value = what.apply(looks.get(i)).orElse(Double.NaN);
            if (Math.abs(value) <= FARTHEST) {
                points.add(new Point(i, value));
            }
        }
        return points;
    }

    /** The live version's value, where the objective is held against it. */
    static OptionalDouble live(Standing look) {
        return of(look, Evidence::live);
    }

    static OptionalDouble lower(Standing look) {
        return of(look, Evidence::lower);
    }

    static OptionalDouble upper(Standing look) {
        return of(look, Evidence::upper);
    }

    private static OptionalDouble of(Standing look, Function<Evidence, OptionalDouble> what) {
        return look.assessment().map(Assessment::evidence).map(what).orElse(OptionalDouble.empty());
    }

    /** The upper end of the scale; bounds may go beyond it. */
    double top() {
        double most = Math.max(0, values().max().orElse(0));
        return most == 0 && bottom() == 0 ? 1 : roomy(most);
    }

    /** The lower end: 0, or below whatever is lowest of values and limits. */
    double bottom() {
        return roomy(Math.min(0, values().min().orElse(0)));
    }

    private static double roomy(double value) {
        return Math.abs(value) > FARTHEST ? value : value * ROOM;
    }

    private DoubleStream values() {
        return Stream.<Function<Standing, OptionalDouble>>of(
                        Standing::value, Standing::threshold, ObjectiveCourse::live)
                .flatMapToDouble(this::known);
    }

    private DoubleStream known(Function<Standing, OptionalDouble> what) {
        return points(what).stream().mapToDouble(Point::value);
    }
}
