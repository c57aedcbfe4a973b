package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Who is told of a run, in the words of a spec. */
final class NotificationsText {
    private NotificationsText() {}

    static Map<String, Object> of(Notification notification) {
        if (notification.receiver() instanceof Receiver.Webhook webhook) {
            return Map.of("webhook", of(webhook, notification));
        }
        return Map.of("slack", of((Receiver.Slack) notification.receiver(), notification));
    }

    private static Map<String, Object> of(Receiver.Webhook webhook, Notification notification) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (webhook.target() instanceof Receiver.Open open) {
            tree.put("url", open.url().toString());
        } else {
            tree.put("urlFrom", MetricsText.from(((Receiver.Hidden) webhook.target()).url()));
        }
        tree.put("method", webhook.method().name());
        if (!webhook.headers().isEmpty()) {
            tree.put("headers", new TreeMap<>(webhook.headers()));
        }
        if (!webhook.headersFrom().isEmpty()) {
            Map<String, Object> headers = new TreeMap<>();
            webhook.headersFrom().forEach((name, value) -> headers.put(name, MetricsText.from(value)));
            tree.put("headersFrom", headers);
        }
        if (!(webhook.auth() instanceof Auth.None)) {
            tree.put("auth", MetricsText.auth(webhook.auth()));
        }
        webhook.signature().ifPresent(key -> tree.put("signatureFrom", MetricsText.from(key)));
        return finished(tree, webhook.content(), notification);
    }

    private static Map<String, Object> of(Receiver.Slack slack, Notification notification) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (slack.door() instanceof Receiver.Hook hook) {
            tree.put("urlFrom", MetricsText.from(hook.url()));
        } else {
            Receiver.Bot bot = (Receiver.Bot) slack.door();
            tree.put("tokenFrom", MetricsText.from(bot.token()));
            tree.put("api", bot.api().toString());
        }
        slack.channel().ifPresent(channel -> tree.put("channel", channel));
        return finished(tree, slack.content(), notification);
    }

    private static Map<String, Object> finished(
            Map<String, Object> tree, Receiver.Content content, Notification notification) {
        notification.receiver().ca().ifPresent(ca -> tree.put("caFrom", MetricsText.from(ca)));
        if (content instanceof Receiver.Given given) {
            tree.put("body", given.body());
        } else if (content instanceof Receiver.Iter8 iter8) {
            tree.put(
                    "content",
                    Map.of("iter8", new TreeMap<>(Map.of("target", iter8.target(), "version", iter8.version()))));
        }
        tree.put("timeout", Durations.words(notification.receiver().timeout()));
        tree.put("events", notification.on().stream().map(Occasion::word).toList());
        tree.put("verdicts", notification.verdicts().stream().map(Verdict::word).toList());
        return tree;
    }
}
