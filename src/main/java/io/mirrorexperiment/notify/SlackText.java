package io.mirrorexperiment.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import java.util.Optional;

/**
 * A message to Slack, or to a chat that reads such: blocks, and the same in one line for notifications and for readers that know no blocks.
 * What comes from elsewhere can't become a mention or a link. Pure.
 */
final class SlackText {
    private static final String ICON = "https://avatars.githubusercontent.com/u/53243580?s=200&v=4";

    private SlackText() {}

    static String of(Receiver.Slack slack, Notice notice) {
        ObjectNode root = Json.object();
        slack.channel().ifPresent(channel -> root.put("channel", channel));
        if (slack.content() instanceof Receiver.Iter8 iter8) {
            iter8(root, Iter8Words.of(iter8, notice));
        } else {
            own(root, notice);
        }
        return Json.text(root);
    }

    private static void own(ObjectNode root, Notice notice) {
        String name =
                notice.experiment().namespace() + "/" + notice.experiment().name();
        String what = what(notice.event());
        root.put("text", escaped(name + " " + what + ": " + notice.sentence()));
        ArrayNode blocks = root.putArray("blocks");
        section(blocks, "*" + escaped(name) + "* " + what + "\n" + escaped(notice.sentence()));
        blocks.addObject()
                .put("type", "context")
                .putArray("elements")
                .addObject()
                .put("type", "mrkdwn")
                .put("text", small(notice));
    }

    private static String small(Notice notice) {
        StringBuilder small =
                new StringBuilder("service " + escaped(notice.experiment().service()) + " · run "
                        + notice.journal().id() + " · verdict "
                        + notice.event().verdict().word());
        notice.look().ifPresent(look -> small.append(" · ").append(counts(look)));
        notice.link()
                .ifPresent(link -> small.append(" · <").append(escaped(link)).append("|open>"));
        return small.toString();
    }

    private static String counts(Entry.Iterated look) {
        return look.live().requests() + " live requests, " + look.dark().requests() + " dark ones, "
                + look.dark().bad() + " of them bad";
    }

    private static String what(Event event) {
        return switch (event.occasion()) {
            case STARTED -> "has started";
            case JUDGED -> judged(event.verdict());
            case HELD -> "is held";
            case PROMOTED -> "is promoted";
            case ROLLED_BACK -> "is rolled back";
            case OBSERVED -> "is over";
            case ABORTED -> "was stopped";
            case NOT_STARTED -> "did not start";
            case STUCK -> "is stuck: somebody must clean up";
        };
    }

    private static String judged(Verdict verdict) {
        return switch (verdict) {
            case CONFORMS -> "conforms";
            case VIOLATES -> "violates";
            case INCONCLUSIVE, UNDECIDED -> "is judged inconclusive";
        };
    }

    /** As Iter8's task sends it. */
    private static void iter8(ObjectNode root, Iter8Words words) {
        root.put("text", escaped("Conformance experiment " + words.name()));
        root.put("icon_url", ICON);
        section(root.putArray("blocks"), "*Conformance experiment*");
        String text = "*Name:* _" + escaped(words.name()) + "_\n*Versions:* _" + escaped(words.version())
                + "_\n*Stage:* _" + words.stage() + "_\n*Winner:* _" + escaped(winner(words.winner())) + "_";
        section(
                root.putArray("attachments").addObject().putArray("blocks"),
                words.failed() ? text + "\n*Failed:* _true_" : text);
    }

    private static String winner(Optional<String> winner) {
        return winner.orElse("not found");
    }

    private static void section(ArrayNode blocks, String text) {
        blocks.addObject()
                .put("type", "section")
                .putObject("text")
                .put("type", "mrkdwn")
                .put("text", text);
    }

    /** Slack takes these three characters for its own. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
