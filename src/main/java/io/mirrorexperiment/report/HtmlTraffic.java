package io.mirrorexperiment.report;

import io.mirrorexperiment.experiment.Plan;
import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Sight;
import io.mirrorexperiment.journal.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The traffic on a page: the picture, and the table that says the same. */
final class HtmlTraffic {
    private static final String PART = "traffic";

    private HtmlTraffic() {}

    static void write(HtmlSections page, Facts facts) {
        Sight sight =
                facts.last(Entry.Pictured.class).map(Entry.Pictured::traffic).orElse(new Sight.Unseen(""));
        if (sight instanceof Sight.Seen seen) {
            write(page, seen.graph(), facts.plan().map(HtmlTraffic::roles).orElse(Map.of()));
        } else {
            page.section(PART, TrafficSection.of(facts));
        }
    }

    static void write(HtmlSections page, Graph graph, Map<String, String> roles) {
        page.section(PART, TrafficSection.TITLE, content -> {
            List<Block> blocks = TrafficSection.blocks(graph);
            if (!graph.edges().isEmpty()) {
                page.wide(PART, inside -> inside.open("div class='mx-picture'")
                        .written(new TrafficDrawing(graph, page.id("graph"), roles).svg(""))
                        .close());
            }
            page.blocks(PART, TrafficSection.TITLE, blocks);
        });
    }

    private static Map<String, String> roles(Plan plan) {
        Map<String, String> roles = new HashMap<>();
        if (!plan.live().equals(plan.dark())) {
            plan.lives().forEach(live -> roles.put(live, "live"));
            roles.put(plan.dark(), "dark");
        }
        return roles;
    }
}
