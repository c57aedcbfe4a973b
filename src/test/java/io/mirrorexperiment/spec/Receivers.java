package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Receivers of all shapes that a spec can name. */
final class Receivers {
    private static final Arbitrary<Credential> SECRETS = Arbitraries.<Credential>of(
            new Credential.InSecret("true", "url"), new Credential.InFile("no # file"), new Credential.OfHost("1e3"));
    private static final Arbitrary<Duration> TIMES =
            Arbitraries.longs().between(1, 3_600_000L).map(Duration::ofMillis);

    private Receivers() {}

    static Arbitrary<Notification> told() {
        return Combinators.combine(
                        Arbitraries.oneOf(webhooks(), chats()),
                        Arbitraries.subsetOf(Occasion.values()).filter(on -> !on.isEmpty()),
                        Arbitraries.subsetOf(Verdict.values()).filter(on -> !on.isEmpty()))
                .as((receiver, on, verdicts) -> new Notification(receiver, List.copyOf(on), List.copyOf(verdicts)));
    }

    private static Arbitrary<Receiver> webhooks() {
        Arbitrary<Receiver.Target> targets = Arbitraries.oneOf(
                SECRETS.map(Receiver.Hidden::new),
                Arbitraries.of("http://a", "https://a.example.com:1/p/q?team=b#c")
                        .map(url -> new Receiver.Open(URI.create(url))));
        Arbitrary<MetricsSystem.Auth> auth = Arbitraries.oneOf(
                Arbitraries.just(new MetricsSystem.Auth.None()),
                SECRETS.map(MetricsSystem.Auth.Bearer::new),
                SECRETS.map(password -> new MetricsSystem.Auth.Basic("null", password)));
        Arbitrary<Receiver.Content> contents = Arbitraries.<Receiver.Content>of(
                new Receiver.Own(),
                new Receiver.Iter8("default/a", "true"),
                new Receiver.Given("{\"a\": \"$run $$\"}\n# no"));
        return Combinators.combine(
                        targets,
                        Arbitraries.maps(Arbitraries.of("X-A", "true"), Arbitraries.of("7", "a: b"))
                                .ofMaxSize(2),
                        Arbitraries.maps(Arbitraries.of("X-B", "null"), SECRETS).ofMaxSize(2),
                        auth,
                        SECRETS.optional(),
                        SECRETS.optional(),
                        contents,
                        TIMES)
                .as((target, headers, headersFrom, signIn, ca, key, content, timeout) -> new Receiver.Webhook(
                        target,
                        content instanceof Receiver.Own ? MetricQuery.Method.GET : MetricQuery.Method.POST,
                        Map.copyOf(headers),
                        headersFrom,
                        signIn,
                        ca,
                        key,
                        content,
                        timeout));
    }

    private static Arbitrary<Receiver> chats() {
        Arbitrary<Receiver.Door> doors = Arbitraries.oneOf(
                SECRETS.map(Receiver.Hook::new),
                SECRETS.map(token -> new Receiver.Bot(URI.create("https://slack-gov.com/api"), token)));
        return Combinators.combine(
                        doors,
                        Arbitraries.of("#a", "C012", "true").map(Optional::of),
                        SECRETS.optional(),
                        Arbitraries.<Receiver.Content>of(new Receiver.Own(), new Receiver.Iter8("a", "1")),
                        TIMES)
                .as(Receiver.Slack::new);
    }
}
