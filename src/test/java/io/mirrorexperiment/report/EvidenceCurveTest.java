package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Decision;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Journal;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class EvidenceCurveTest {
    /** {@code ln 100 = 4.605} is reached at the 14th look that counts, the story's 279th request; {@code ln 20 = 2.996} at the ninth, the 180th. */
    @Test
    void marksTheLookAtWhichTheEvidenceBeganToSuffice() throws Exception {
        Document good = picture(ended(tick -> .33 * tick, tick -> -.1 * tick, 20, Verdict.CONFORMS));
        Document bad = picture(ended(tick -> -.2 * tick, tick -> .34 * tick, 9, Verdict.VIOLATES));

        assertThat(texts(good)).contains("CONFORMS, promoted (objectives-met)", "100 : 1 reached after 279 requests");
        assertThat(texts(bad))
                .contains("VIOLATES, rolled back (objective-breached)", "20 : 1 reached after 180 requests");
    }

    @Test
    void saysInWordsWhatItShows() throws Exception {
        Document picture = picture(ended(tick -> .33 * tick, tick -> -.1 * tick, 20, Verdict.CONFORMS));

        Element svg = picture.getDocumentElement();
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        String[] named = svg.getAttribute("aria-labelledby").split(" ", -1);
        assertThat(named).hasSize(2).allSatisfy(id -> assertThat(ids(picture)).contains(id));
        assertThat(picture.getElementsByTagName("desc").item(0).getTextContent())
                .contains("A promotion needs 100 : 1 for every objective, a rollback 20 : 1 in the mean")
                .contains("error-rate ≤ 0.01: ", "735 : 1 that it is met");
    }

    static Stream<Journal> journals() {
        return Stream.of(
                ended(tick -> .33 * tick, tick -> -.1 * tick, 20, Verdict.CONFORMS),
                ended(tick -> -.2 * tick, tick -> .34 * tick, 9, Verdict.VIOLATES),
                looking(tick -> Double.POSITIVE_INFINITY, tick -> Double.NEGATIVE_INFINITY, 3),
                looking(tick -> Double.NEGATIVE_INFINITY, tick -> Double.POSITIVE_INFINITY, 3),
                looking(tick -> 1, tick -> -1, 1),
                looking(tick -> Math.sin(tick), tick -> Math.cos(tick), 1024));
    }

    /** What a page may forbid, and what no browser could draw. */
    @ParameterizedTest
    @MethodSource("journals")
    void needsNoScriptStyleFontOrLinkAndEveryNumberIsOne(Journal journal) throws Exception {
        String svg = svg(journal);

        assertThat(svg)
                .doesNotContain("<script", "<style", "style=", "href", "<foreignObject", "NaN", "Infinity", "@font");
        assertThat(svg.length()).isLessThan(60_000);
        parsed(svg);
    }

    @Test
    void everyObjectiveHasItsColourAndTheMeanItsOwn() throws Exception {
        Document picture = picture(looking(tick -> .2 * tick, tick -> .1 * tick, 20));

        assertThat(strokes(picture.getElementsByTagName("polyline"))).hasSize(5);
        assertThat(texts(picture)).contains("all together", "error-rate vs live ≤ live + 0.5 %");
    }

    @Test
    void thePointRuleHasNoCurve() {
        assertThat(because(Cases.named("promoted").journal()))
                .isEqualTo(
                        "run default.reviews-v2.1 was judged by the point rule, which weighs no evidence, so there is no"
                                + " curve; `mirror-experiment replay default.reviews-v2.1 --spec OTHER` judges what was seen by"
                                + " the sequential rule");
    }

    @Test
    void beforeTheFirstLookThereIsNothingToDraw() {
        assertThat(because(looking(tick -> 0, tick -> 0, 0)))
                .isEqualTo("run default.reviews-v2.1 has weighed no evidence yet; try again after its warm-up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>&\"'</b>", "]]>", "\u0000\u202e\uffff"})
    void everyTextIsEscaped(String text) throws Exception {
        String svg = new Markup()
                .open("svg a='{}'", text)
                .words(text, "text")
                .close()
                .text();

        assertThat(parsed(svg).getDocumentElement().getTextContent().strip())
                .isEqualTo(Clean.line(text).replace("\uffff", " ").strip());
    }

    private static String because(Journal journal) {
        return ((EvidenceCurve.Nothing) EvidenceCurve.of(journal)).because();
    }

    private static String svg(Journal journal) {
        return ((EvidenceCurve.Picture) EvidenceCurve.of(journal)).svg();
    }

    private static Document picture(Journal journal) throws Exception {
        return parsed(svg(journal));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document picture) {
        NodeList texts = picture.getElementsByTagName("text");
        return Stream.iterate(0, i -> i < texts.getLength(), i -> i + 1)
                .map(i -> texts.item(i).getTextContent())
                .toList();
    }

    private static List<String> strokes(NodeList lines) {
        return Stream.iterate(0, i -> i < lines.getLength(), i -> i + 1)
                .map(i -> ((Element) lines.item(i)).getAttribute("stroke"))
                .distinct()
                .toList();
    }

    private static List<String> ids(Document picture) {
        NodeList all = picture.getElementsByTagName("*");
        return Stream.iterate(0, i -> i < all.getLength(), i -> i + 1)
                .map(i -> ((Element) all.item(i)).getAttribute("id"))
                .toList();
    }

    private static Journal ended(
            IntToDoubleFunction promotion, IntToDoubleFunction rollback, int looks, Verdict verdict) {
        boolean good = verdict == Verdict.CONFORMS;
        Cause cause = good ? Cause.OBJECTIVES_MET : Cause.OBJECTIVE_BREACHED;
        Story story = story(promotion, rollback, looks).judged(verdict, cause, "it was so");
        return story.finished(verdict, good ? Outcome.PROMOTED : Outcome.ROLLED_BACK, cause, "it was so")
                .journal();
    }

    private static Journal looking(IntToDoubleFunction promotion, IntToDoubleFunction rollback, int looks) {
        return story(promotion, rollback, looks).journal();
    }

    /** About 20 requests a look. */
    private static Story story(IntToDoubleFunction promotion, IntToDoubleFunction rollback, int looks) {
        Decision decision = new Decision(Decision.Rule.SEQUENTIAL, .01, .05, Duration.ofMinutes(2), false);
        Story story = new Story(Experiments.judged(Cases.flowing(1024).journal().experiment(), decision))
                .planned()
                .deployed()
                .ready()
                .mirrored()
                .flowing();
        int warmUp = story.journal().experiment().cadence().warmUp();
        return looks == 0
                ? story
                : story.looks(
                        warmUp + looks,
                        tick -> Story.weighed(
                                promotion.applyAsDouble(tick - warmUp), rollback.applyAsDouble(tick - warmUp)));
    }
}
