package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.report.VerdictTrend.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class VerdictTrendTest {
    static Stream<List<Mark>> trends() {
        List<Mark> all = Cases.all().entrySet().stream()
                .map(each -> Mark.of(each.getKey(), each.getValue().journal()))
                .toList();
        return Stream.of(List.of(), all.subList(0, 1), all, many(50), many(200));
    }

    @ParameterizedTest
    @MethodSource("trends")
    void keepsTheRulesOfPagesAndIsSmall(List<Mark> marks) {
        String svg = VerdictTrend.of(marks);

        PageRules.check(svg);
        assertThat(svg.length()).isLessThan(40_000);
    }

    @ParameterizedTest
    @CsvSource({
        "promoted, PROMOTED",
        "promoted-by-shift, PROMOTED",
        "adopted, PROMOTED",
        "rolled-back-on-errors, VIOLATES",
        "never-ready, VIOLATES",
        "not-flowing, INCONCLUSIVE",
        "live-hurt, INCONCLUSIVE",
        "held, INCONCLUSIVE",
        "unanswered, INCONCLUSIVE",
        "stuck, STUCK",
        "aborted, ABORTED",
        "claimed, NOT_STARTED",
        "looking, UNFINISHED",
        "begun, UNFINISHED"
    })
    void everyRunHasTheShapeOfWhatItCameTo(String name, TrendKind kind) {
        assertThat(TrendKind.of(Mark.of("#1", Cases.named(name).journal()))).isEqualTo(kind);
    }

    /** Of the story's last look: 5 failed of 119 is 4.2 % of at most 1 %, and 4.2 % of at most 0.2 % + 0.5 %: 5 / 119 / 0.007 = 6.0. */
    @Test
    void aMarkTellsHowMuchOfItsLimitTheWorstObjectiveUsed() {
        Mark mark = Mark.of("#7", Cases.named("rolled-back-on-errors").journal());

        assertThat(mark.worst().orElseThrow()).isBetween(6.0, 6.01);
        assertThat(Mark.of("#8", Cases.named("never-ready").journal()).worst()).isEmpty();
    }

    /** Between 224 at nothing and 84 at twice the limit: 154 at the limit. */
    @Test
    void heightIsThePartOfTheLimit() {
        assertThat(heights(mark(0), mark(1), mark(1.5), mark(2), mark(77), mark(Double.POSITIVE_INFINITY)))
                .containsExactly("224", "154", "119", "84", "84", "84");
    }

    @Test
    void drawsTheNewestFiftyFromOldToNew() {
        Document trend = Xml.parsed(VerdictTrend.of(many(60)));

        List<String> titles = Xml.elements(trend, "title").stream()
                .skip(1)
                .map(Element::getTextContent)
                .toList();
        assertThat(titles).hasSize(50);
        assertThat(titles.get(0)).isEqualTo("#11 promoted or conforms, 50 %");
        assertThat(titles.get(49)).isEqualTo("#60 promoted or conforms, 50 %");
        List<Double> columns = Xml.elements(trend, "circle").stream()
                .skip(1)
                .map(each -> Double.parseDouble(each.getAttribute("cx")))
                .toList();
        assertThat(columns).hasSize(50).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void kindsAreToldApartByShapeAndNotByColourAlone() {
        List<String> shapes =
                Stream.of(TrendKind.values()).map(VerdictTrendTest::shape).toList();

        assertThat(shapes).doesNotHaveDuplicates();
    }

    @Test
    void saysInWordsWhatItShows() {
        Mark stuck = new Mark("#2", Verdict.VIOLATES, Optional.of(Outcome.STUCK), OptionalDouble.empty());
        Document trend = Xml.parsed(VerdictTrend.of(List.of(mark(.5), stuck)));

        assertThat(Xml.elements(trend, "desc").get(0).getTextContent())
                .isEqualTo("From old to new, with how much of its limit the worst objective used:"
                        + " #1 promoted or conforms, 50 %; #2 stuck, nothing measured.");
        assertThat(texts(trend)).contains("The newest 2 dark launches", "promoted or conforms: 1", "stuck: 1");
    }

    @Test
    void withoutRunsItSaysSo() {
        assertThat(texts(Xml.parsed(VerdictTrend.of(List.of())))).contains("No dark launch has run yet");
    }

    @Test
    void noLimitIsUsedByLessThanNothing() {
        assertThatThrownBy(() -> mark(-1)).hasMessage("a limit cannot be used by -1.0");
        assertThatThrownBy(() -> mark(Double.NaN)).hasMessage("a limit cannot be used by NaN");
    }

    private static String shape(TrendKind kind) {
        Markup svg = new Markup();
        kind.draw(svg, 0, 0);
        return svg.text().replaceAll("(fill|stroke)='[^']*'", "");
    }

    private static List<String> heights(Mark... marks) {
        return Xml.elements(Xml.parsed(VerdictTrend.of(List.of(marks))), "circle").stream()
                .skip(1)
                .map(each -> each.getAttribute("cy"))
                .toList();
    }

    private static List<String> texts(Document trend) {
        return Xml.elements(trend, "text").stream().map(Element::getTextContent).toList();
    }

    private static Mark mark(double worst) {
        return new Mark("#1", Verdict.CONFORMS, Optional.of(Outcome.PROMOTED), OptionalDouble.of(worst));
    }

    private static List<Mark> many(int runs) {
        List<Mark> marks = new ArrayList<>();
        IntStream.rangeClosed(1, runs)
                .forEach(run -> marks.add(
                        new Mark("#" + run, Verdict.CONFORMS, Optional.of(Outcome.PROMOTED), OptionalDouble.of(.5))));
        return marks;
    }
}
