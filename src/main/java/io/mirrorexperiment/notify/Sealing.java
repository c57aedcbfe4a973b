package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Template;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Puts a notice into an envelope: its words, the address, and what signs us in, read anew from the secrets. What it says of trouble names
 * places and never what is in them.
 *
 * @param secrets where secrets are found
 * @param now time of the attempt
 */
record Sealing(Secrets secrets, Instant now) {
    private static final String JSON = "application/json; charset=utf-8";

    Envelope seal(Receiver receiver, Notice notice) throws UnsendableException {
        return receiver instanceof Receiver.Webhook webhook
                ? webhook(webhook, notice)
                : slack((Receiver.Slack) receiver, notice);
    }

    private Envelope webhook(Receiver.Webhook webhook, Notice notice) throws UnsendableException {
        String body = body(webhook.content(), notice);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", JSON);
        headers.putAll(webhook.headers());
        for (Map.Entry<String, Credential> header : webhook.headersFrom().entrySet()) {
            headers.put(header.getKey(), line(header.getValue()));
        }
        if (!(webhook.auth() instanceof Auth.None)) {
            headers.put("Authorization", authorization(webhook.auth()));
        }
        headers.put("webhook-id", notice.key());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        if (webhook.signature().isPresent()) {
            headers.put("webhook-signature", signature(webhook.signature().get(), notice, body));
        }
        URI url = webhook.target() instanceof Receiver.Open open
                ? open.url()
                : address(((Receiver.Hidden) webhook.target()).url());
        return new Envelope(url, webhook.method().name(), headers, body, ca(webhook), webhook.timeout());
    }

    private static String body(Receiver.Content content, Notice notice) {
        if (content instanceof Receiver.Given given) {
            Map<String, String> values = new TreeMap<>(notice.values());
            values.replaceAll((name, value) -> Json.escaped(value));
            return new Template(given.body()).filled(values);
        }
        return content instanceof Receiver.Iter8 iter8 ? Iter8Text.of(iter8, notice) : OwnText.of(notice);
    }

    private Envelope slack(Receiver.Slack slack, Notice notice) throws UnsendableException {
        Map<String, String> headers = new TreeMap<>();
        headers.put("Content-Type", JSON);
        URI url;
        if (slack.door() instanceof Receiver.Bot bot) {
            headers.put("Authorization", "Bearer " + line(bot.token()));
            url = URI.create(bot.api().toString().replaceFirst("/+$", "") + "/chat.postMessage");
        } else {
            url = address(((Receiver.Hook) slack.door()).url());
        }
        return new Envelope(url, "POST", headers, SlackText.of(slack, notice), ca(slack), slack.timeout());
    }

    private String authorization(Auth auth) throws UnsendableException {
        if (auth instanceof Auth.Bearer bearer) {
            return "Bearer " + line(bearer.token());
        }
        Auth.Basic basic = (Auth.Basic) auth;
        String pair = basic.user() + ":" + line(basic.password());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private String signature(Credential key, Notice notice, String body) throws UnsendableException {
        try {
            return Signature.of(line(key), notice.key(), now, body);
        } catch (IllegalArgumentException odd) {
            throw new UnsendableException("the key in " + key.words() + ": " + odd.getMessage());
        }
    }

    private URI address(Credential place) throws UnsendableException {
        String none = place.words() + " holds no address that begins with http:// or https:// and a host";
        try {
            URI url = new URI(line(place));
            String scheme = String.valueOf(url.getScheme());
            if (url.getHost() == null || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
                throw new UnsendableException(none);
            }
            return url;
        } catch (URISyntaxException e) {
            throw new UnsendableException(none);
        }
    }

    private Optional<String> ca(Receiver receiver) throws UnsendableException {
        return receiver.ca().isPresent() ? Optional.of(text(receiver.ca().get())) : Optional.empty();
    }

    /** A secret of one line; editors and shells like to end it with a line break, which is not part of it. */
    private String line(Credential place) throws UnsendableException {
        return text(place).strip();
    }

    private String text(Credential place) throws UnsendableException {
        try {
            String text = secrets.read(place);
            if (text.isBlank()) {
                throw new UnsendableException(place.words() + " is empty");
            }
            return text;
        } catch (IOException | RuntimeException unreadable) {
            throw new UnsendableException(
                    place.words() + " cannot be read: " + Clean.line(String.valueOf(unreadable.getMessage())));
        }
    }
}
