package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Receiver;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A channel of Slack, or of a chat that takes its messages: by an incoming webhook, or by a bot. */
final class SlackForm {
    private static final List<String> WORDS = List.of(
            "url", "urlFrom", "tokenFrom", "api", "channel", "caFrom", "content", "timeout", "events", "verdicts");
    private static final URI API = URI.create("https://slack.com/api");
    private static final Form<String> CHANNEL = Text.matching(
            255, "[^\\s\\p{Cc}]+", "must be the id or the name of a channel, as in C0123456789 or #releases");
    private static final Receiver.Door NOWHERE = new Receiver.Hook(new Credential.InFile(""));

    private SlackForm() {}

    static Optional<Notification> read(Field field) {
        Section slack = Section.of(field, WORDS);
        if (!field.isMapping()) {
            return Optional.empty();
        }
        slack.refuse("url", ReceiverUrlForm.IS_A_SECRET);
        Receiver.Door door = door(slack);
        Optional<String> channel = slack.read("channel", CHANNEL);
        if (slack.has("tokenFrom") && !slack.has("channel")) {
            slack.missing("channel", "a bot needs to know where to write, as in channel: \"#releases\"");
        }
        boolean whole = door instanceof Receiver.Hook || channel.isPresent();
        return Optional.of(NotificationsForm.of(
                slack,
                new Receiver.Slack(
                        whole ? door : NOWHERE,
                        channel,
                        slack.read("caFrom", CredentialForm.ofKey("ca.crt")),
                        slack.read("content", ContentForm::read).orElse(new Receiver.Own()),
                        slack.read("timeout", Durations.positive()).orElse(NotificationsForm.TIMEOUT))));
    }

    private static Receiver.Door door(Section slack) {
        Optional<Receiver.Door> hook =
                slack.read("urlFrom", CredentialForm.ofKey("url")).map(Receiver.Hook::new);
        URI api = slack.read("api", ReceiverUrlForm::open).orElse(API);
        Optional<Receiver.Door> bot =
                slack.read("tokenFrom", CredentialForm.ofKey("token")).map(token -> new Receiver.Bot(api, token));
        if (slack.present("urlFrom", "tokenFrom").size() == 2) {
            slack.wrong("has both urlFrom and tokenFrom; keep one of the two");
        } else if (slack.present("url", "urlFrom", "tokenFrom").isEmpty()) {
            slack.missing(
                    "urlFrom",
                    "name the Secret that holds the webhook's address, or write tokenFrom and channel for a bot");
        } else if (!slack.has("tokenFrom")) {
            slack.refuse("api", "belongs to tokenFrom; remove it");
        }
        return hook.or(() -> bot).orElse(NOWHERE);
    }
}
