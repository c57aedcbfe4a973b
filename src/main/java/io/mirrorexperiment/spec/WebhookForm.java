package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery.Method;
import io.mirrorexperiment.experiment.MetricsSystem.Auth;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A receiver that takes a message over HTTP. */
final class WebhookForm {
    private static final List<String> WORDS = List.of(
            "url",
            "urlFrom",
            "method",
            "headers",
            "headersFrom",
            "auth",
            "caFrom",
            "signatureFrom",
            "content",
            "body",
            "timeout",
            "events",
            "verdicts");
    private static final Choice<Method> METHOD = Choice.of("POST", Method.POST).or("GET", Method.GET);
    /** What a connection or a message says by itself. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "upgrade",
            "webhook-id",
            "webhook-timestamp",
            "webhook-signature");

    private static final int LONGEST_BODY = 16_384;
    private static final Receiver.Target NOWHERE = new Receiver.Hidden(new Credential.InFile(""));

    private WebhookForm() {}

    static Optional<Notification> read(Field field) {
        Section webhook = Section.of(field, WORDS);
        if (!field.isMapping()) {
            return Optional.empty();
        }
        Method method = webhook.read("method", METHOD).orElse(Method.POST);
        return Optional.of(NotificationsForm.of(
                webhook,
                new Receiver.Webhook(
                        target(webhook),
                        method,
                        webhook.read("headers", WebhookForm::headers).orElse(Map.of()),
                        webhook.read("headersFrom", WebhookForm::headersFrom).orElse(Map.of()),
                        webhook.read("auth", MetricsForm::auth).orElse(new Auth.None()),
                        webhook.read("caFrom", CredentialForm.ofKey("ca.crt")),
                        webhook.read("signatureFrom", CredentialForm.ofKey("key")),
                        content(webhook, method),
                        webhook.read("timeout", Durations.positive()).orElse(NotificationsForm.TIMEOUT))));
    }

    private static Receiver.Target target(Section webhook) {
        if (webhook.present("url", "urlFrom").size() == 2) {
            webhook.wrong("has both url and urlFrom; keep one of the two");
        } else if (webhook.present("url", "urlFrom").isEmpty()) {
            webhook.missing("urlFrom", "name the Secret that holds the address, or write a url that is none itself");
        }
        Optional<Receiver.Target> open =
                webhook.read("url", ReceiverUrlForm::open).map(Receiver.Open::new);
        return webhook.read("urlFrom", CredentialForm.ofKey("url"))
                .<Receiver.Target>map(Receiver.Hidden::new)
                .or(() -> open)
                .orElse(NOWHERE);
    }

    private static Receiver.Content content(Section webhook, Method method) {
        if (method == Method.GET) {
            webhook.refuse("body", "belongs to method: POST; write that, or remove the body");
        }
        if (webhook.present("content", "body").size() == 2) {
            webhook.wrong("has both content and body; keep one of the two");
        }
        Optional<Receiver.Content> given = webhook.read("body", WebhookForm::body);
        return webhook.read("content", ContentForm::read).or(() -> given).orElse(new Receiver.Own());
    }

    private static Optional<Receiver.Content> body(Field field) {
        return field.verbatim().flatMap(text -> {
            Optional<String> unknown = new Template(text)
                    .names().stream()
                            .filter(name -> !Receiver.Given.NAMES.contains(name))
                            .findFirst();
            if (text.length() > LONGEST_BODY) {
                return field.wrong("must be a text of at most " + LONGEST_BODY + " characters");
            }
            return unknown.isPresent()
                    ? field.wrong("$" + unknown.get() + " has no value; there are "
                            + String.join(", ", Receiver.Given.NAMES) + "; for a dollar write $$")
                    : Optional.of(new Receiver.Given(text));
        });
    }

    private static Optional<Map<String, String>> headers(Field field) {
        Section.free(field).forEach(header -> {
            refuseOurs(field, header);
            if (QueryForm.SECRET.matcher(QueriesForm.word(field, header)).matches()) {
                header.wrong("would put a secret into the spec; write it under headersFrom, which names a Secret");
            }
        });
        return MetricsForm.headers(field);
    }

    private static Optional<Map<String, Credential>> headersFrom(Field field) {
        Map<String, Credential> headers = new LinkedHashMap<>();
        for (Field header : Section.free(field)) {
            String name = QueriesForm.word(field, header);
            refuseOurs(field, header);
            if (!name.matches(MetricsForm.HEADER_NAME)) {
                header.wrong("is no name of an HTTP header");
            }
            CredentialForm.ofKey("value").read(header).ifPresent(value -> headers.put(name, value));
        }
        return Optional.of(headers);
    }

    private static void refuseOurs(Field group, Field header) {
        if (OURS.contains(QueriesForm.word(group, header).toLowerCase(Locale.ROOT))) {
            header.wrong("is written by the run itself; remove it");
        }
    }
}
