package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.MirrorProof;
import io.mirrorexperiment.experiment.Totals;
import java.util.Optional;

/** How many requests both versions had, which share was copied, and what the counters prove. */
final class HtmlMirror {
    private static final String PART = "mirror";

    private HtmlMirror() {}

    static void write(HtmlSections page, Facts facts) {
        Section section = MirrorSection.of(facts);
        if (section.blocks().isEmpty()) {
            return;
        }
        page.section(PART, section.title(), content -> {
            tiles(content, facts);
            page.blocks(PART, section.title(), section.blocks());
        });
    }

    private static void tiles(Markup markup, Facts facts) {
        Optional<MirrorProof> proof = facts.proof();
        markup.open("dl class='mx-tiles'");
        tile(markup, "live requests", proof.map(MirrorProof::live).map(Numbers::count), judged(facts.live()));
        tile(markup, "dark requests", proof.map(MirrorProof::dark).map(Numbers::count), judged(facts.dark()));
        tile(
                markup,
                "copied",
                proof.map(each -> Numbers.share(each.share(), each.live())),
                facts.percentAsked()
                        .map(asked -> "of " + Numbers.plain(asked) + " % asked")
                        .orElse("share asked not known"));
        markup.close();
    }

    /** Since warm-up, which is what objectives are held against. */
    private static String judged(Totals totals) {
        return Numbers.count(totals.requests()) + " judged, " + Numbers.count(totals.bad()) + " failed";
    }

    private static void tile(Markup markup, String name, Optional<String> number, String beside) {
        markup.open("div class='mx-tile'");
        markup.words(name, "dt");
        markup.words(number.orElse(Numbers.NONE), "dd class='mx-number'");
        markup.words(beside, "dd class='mx-faint'");
        markup.close();
    }
}
