package io.mirrorexperiment.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Outcome;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.Journal;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class NotifierTest {
    private static final Duration AMPLE = Duration.ofSeconds(60);
    private static final Persistence QUICK =
            new Persistence(3, Duration.ofMinutes(10), Duration.ofMillis(10), Duration.ofMillis(20));
    private static final Clock CLOCK = Clock.fixed(Course.at(100), ZoneOffset.UTC);
    private static final Secrets SECRETS = credential -> "hunter2";

    private final List<String> counted = new CopyOnWriteArrayList<>();
    private final Notifier notifier =
            new Notifier(CLOCK, QUICK, (channel, delivered) -> counted.add(channel + " " + delivered));

    @Test
    void tellsWhatIsNewInEachJournalAndNothingTwice() {
        try (FarEnd farEnd = FarEnd.answering()) {
            Notification all = Notification.ofAll(webhook(farEnd));
            notifier.follow(Course.begun(all), SECRETS, Optional.of("https://ci.example.com/1"));

            notifier.seen(Course.planned(all));
            notifier.seen(Course.planned(all));
            notifier.seen(Course.ended(Outcome.ROLLED_BACK, List.of(), all));
            notifier.seen(Course.ended(Outcome.ROLLED_BACK, List.of(), all));

            assertThat(notifier.close(AMPLE)).isEmpty();
            assertThat(farEnd.got())
                    .extracting(got -> event(got.body()))
                    .containsExactlyInAnyOrder("started", "judged", "rolledBack");
            assertThat(counted).containsExactly("webhook true", "webhook true", "webhook true");
        }
    }

    @Test
    void tellsOnlyWhatAReceiverIsConcernedWith() {
        try (FarEnd farEnd = FarEnd.answering()) {
            Notification bad = new Notification(
                    webhook(farEnd), List.of(Occasion.STARTED, Occasion.JUDGED), List.of(Verdict.VIOLATES));

            finish(bad);

            assertThat(farEnd.got()).extracting(got -> event(got.body())).containsExactly("judged");
        }
    }

    @Test
    void signsInAndSignsAsTheSpecSays() {
        try (FarEnd farEnd = FarEnd.answering()) {
            finish(
                    new Notification(
                            new Receiver.Webhook(
                                    new Receiver.Hidden(new Credential.InSecret("hook", "url")),
                                    MetricQuery.Method.POST,
                                    Map.of("X-Team", "shop"),
                                    Map.of("X-Api-Key", new Credential.InSecret("hook", "header")),
                                    new MetricsSystem.Auth.Basic("gate", new Credential.InSecret("hook", "password")),
                                    Optional.empty(),
                                    Optional.of(new Credential.InSecret("hook", "key")),
                                    new Receiver.Own(),
                                    Duration.ofSeconds(30)),
                            List.of(Occasion.JUDGED),
                            List.of(Verdict.values())),
                    credential -> secret(credential, farEnd));

            FarEnd.Got got = farEnd.got().get(0);
            String id = String.valueOf(got.headers().getFirst("webhook-id"));
            assertThat(got.method() + " " + got.path()).isEqualTo("POST /hooks/7f3a?x=1");
            assertThat(got.headers().getFirst("X-Team")).isEqualTo("shop");
            assertThat(got.headers().getFirst("X-Api-Key")).isEqualTo("secret-header");
            assertThat(got.headers().getFirst("Authorization")).isEqualTo("Basic Z2F0ZTpzZWNyZXQtcGFzc3dvcmQ=");
            assertThat(got.body()).contains("\"key\":\"" + id + "\"");
            assertThat(got.headers().getFirst("webhook-timestamp")).isEqualTo("1795338100");
            assertThat(got.headers().getFirst("webhook-signature"))
                    .isEqualTo(Signature.of("secret-key", id, CLOCK.instant(), got.body()));
        }
    }

    private static String secret(Credential credential, FarEnd farEnd) {
        String key = ((Credential.InSecret) credential).key();
        return key.equals("url") ? farEnd.url() + "/hooks/7f3a?x=1\n" : "secret-" + key + "\n";
    }

    @Test
    void aBotPostsIntoItsChannel() {
        try (FarEnd farEnd = FarEnd.answering()) {
            finish(told(bot(farEnd)));

            FarEnd.Got got = farEnd.got().get(0);
            assertThat(got.path()).isEqualTo("/api/chat.postMessage");
            assertThat(got.headers().getFirst("Authorization")).isEqualTo("Bearer hunter2");
            assertThat(got.body()).contains("\"channel\":\"#releases\"", "\"blocks\"", "violates");
        }
    }

    @ParameterizedTest
    @CsvSource({"500, 2", "503, 2", "429, 2", "408, 2", "400, 1", "401, 1", "404, 1", "307, 1"})
    void triesAgainWhatMayPassAndNothingElse(int status, int attempts) {
        try (FarEnd farEnd = FarEnd.answering(FarEnd.Reply.of(status).with("Location", "/elsewhere"))) {
            List<String> lost = finish(told(webhook(farEnd)));

            assertThat(farEnd.got()).hasSize(attempts).allMatch(got -> got.path()
                    .equals("/hook"));
            if (attempts == 2) {
                assertThat(lost).isEmpty();
            } else {
                assertThat(lost)
                        .singleElement()
                        .asString()
                        .contains("'judged' was not delivered to webhook at http://127.0.0.1:", "it answers " + status);
            }
        }
    }

    @Test
    void givesUpAfterAsManyAttemptsAsItMayMake() {
        FarEnd.Reply broken = FarEnd.Reply.of(502);
        try (FarEnd farEnd = FarEnd.answering(broken, broken, broken, broken)) {
            assertThat(finish(told(webhook(farEnd)))).singleElement().asString().endsWith("it answers 502, 3 times");
            assertThat(farEnd.got()).hasSize(3);
            assertThat(counted).containsExactly("webhook false");
        }
    }

    @Test
    void leavesAServerAloneAsLongAsItWishes() {
        FarEnd.Reply busy = FarEnd.Reply.of(429).with("Retry-After", "700");
        try (FarEnd farEnd = FarEnd.answering(busy)) {
            assertThat(finish(told(webhook(farEnd)))).singleElement().asString().contains("it answers 429");
            assertThat(farEnd.got()).hasSize(1);
        }
    }

    @Test
    void waitsAsLongAsTheServerAsksAndIsHeardThen() {
        FarEnd.Reply busy = FarEnd.Reply.of(429).with("Retry-After", "1");
        try (FarEnd farEnd = FarEnd.answering(busy)) {
            assertThat(finish(told(webhook(farEnd)))).isEmpty();
            assertThat(farEnd.got()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"invalid_auth, 1", "ratelimited, 2"})
    void slacksRefusalsComeWithout200(String error, int attempts) {
        try (FarEnd farEnd =
                FarEnd.answering(new FarEnd.Reply(200, Map.of(), "{\"ok\": false, \"error\": \"" + error + "\"}"))) {
            List<String> lost = finish(told(bot(farEnd)));

            assertThat(farEnd.got()).hasSize(attempts);
            assertThat(lost).hasSize(2 - attempts).allMatch(words -> words.endsWith("Slack refuses it: " + error));
        }
    }

    @Test
    void whereNobodyListensItSaysSo() {
        FarEnd gone = FarEnd.answering();
        gone.close();

        assertThat(finish(told(webhook(gone))))
                .singleElement()
                .asString()
                .contains("it cannot be connected to, 3 times");
    }

    @Test
    void whoNeverAnswersIsNotWaitedForLongerThanTheTimeOut() {
        try (FarEnd farEnd = FarEnd.hanging()) {
            Receiver impatient = webhook(farEnd.url() + "/hook", Duration.ofMillis(200));

            assertThat(finish(told(impatient))).isEmpty();
            assertThat(farEnd.got()).hasSize(2);
        }
    }

    /** A host that ends does not wait for who never answers. */
    @Test
    void atItsEndItWaitsNoLongerThanItIsGiven() {
        try (FarEnd farEnd = FarEnd.hanging()) {
            notifier.follow(Course.begun(told(webhook(farEnd))), SECRETS, Optional.empty());
            notifier.seen(Course.judged(told(webhook(farEnd))));
            farEnd.awaitRequest();

            assertThat(notifier.close(Duration.ofMillis(50)))
                    .singleElement()
                    .asString()
                    .endsWith("there was no time for it");
        }
    }

    @Test
    void aSecretThatCannotBeReadIsToldByItsPlace() {
        Receiver hook = new Receiver.Slack(
                new Receiver.Hook(new Credential.InSecret("team-hook", "url")),
                Optional.empty(),
                Optional.empty(),
                new Receiver.Own(),
                Duration.ofSeconds(1));

        List<String> lost = finish(told(hook), credential -> {
            throw new IOException("Secret shop/team-hook has no key 'url'");
        });

        assertThat(lost)
                .singleElement()
                .asString()
                .contains("slack by the webhook in key url of Secret team-hook: ", "has no key 'url', 3 times");
    }

    @Test
    void whatASecretHoldsIsNeverQuoted() {
        Receiver hook = new Receiver.Slack(
                new Receiver.Hook(new Credential.InSecret("team-hook", "url")),
                Optional.empty(),
                Optional.empty(),
                new Receiver.Own(),
                Duration.ofSeconds(1));

        for (String odd :
                List.of("hunter2", "hunter2:\\ //", "http://hunter2 hunter2", "http://hunter2.invalid:1/hunter2")) {
            Notifier another = new Notifier(CLOCK, QUICK, Deliveries.NONE);
            another.follow(Course.begun(told(hook)), credential -> odd, Optional.empty());
            another.seen(Course.judged(told(hook)));

            assertThat(another.close(AMPLE)).singleElement().asString().doesNotContain("hunter2");
        }
    }

    /** The process before may have died over it. */
    @Test
    void whoTakesARunUpTellsItsNewestOccasionAgain() {
        try (FarEnd farEnd = FarEnd.answering()) {
            Notification all = Notification.ofAll(webhook(farEnd));

            notifier.follow(Course.judged(all), SECRETS, Optional.empty());

            assertThat(notifier.close(AMPLE)).isEmpty();
            assertThat(farEnd.got()).extracting(got -> event(got.body())).containsExactly("judged");
        }
    }

    @Test
    void butNotWhatSomebodyHasAnsweredOrWhatIsOld() {
        try (FarEnd farEnd = FarEnd.answering()) {
            Notification all = Notification.ofAll(webhook(farEnd));
            Journal answered = Course.judged(all).plus(new Entry.Asked(Course.at(99), Entry.Request.ROLL_BACK, "ana"));
            Notifier later = new Notifier(Clock.fixed(Course.at(90 + 601), ZoneOffset.UTC), QUICK, Deliveries.NONE);

            notifier.follow(answered, SECRETS, Optional.empty());
            later.follow(Course.judged(all), SECRETS, Optional.empty());

            assertThat(notifier.close(AMPLE)).isEmpty();
            assertThat(later.close(AMPLE)).isEmpty();
            assertThat(farEnd.got()).isEmpty();
        }
    }

    @Test
    void aRunThatIsNotFollowedIsNotTold() {
        try (FarEnd farEnd = FarEnd.answering()) {
            notifier.seen(Course.judged(Notification.ofAll(webhook(farEnd))));

            assertThat(notifier.close(AMPLE)).isEmpty();
            assertThat(farEnd.got()).isEmpty();
        }
    }

    /** All threads wait for a secret, so nothing leaves before the last one has come. */
    @Test
    void whatIsTooMuchIsLostAndSaid() {
        CountDownLatch all = new CountDownLatch(1);
        try (FarEnd farEnd = FarEnd.answering()) {
            Notification[] many = new Notification[Post.MOST + 1];
            Arrays.fill(many, told(bot(farEnd)));

            notifier.follow(Course.begun(many), credential -> onceOpen(all), Optional.empty());
            notifier.seen(Course.judged(many));
            all.countDown();

            assertThat(notifier.close(AMPLE)).singleElement().asString().contains("too many messages wait already");
            assertThat(farEnd.got()).hasSize(Post.MOST);
        }
    }

    private static String onceOpen(CountDownLatch latch) {
        try {
            latch.await();
            return "hunter2";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> finish(Notification notification) {
        return finish(notification, SECRETS);
    }

    private List<String> finish(Notification notification, Secrets secrets) {
        notifier.follow(Course.begun(notification), secrets, Optional.empty());
        notifier.seen(Course.judged(notification));
        return notifier.close(AMPLE);
    }

    private static Notification told(Receiver receiver) {
        return new Notification(receiver, List.of(Occasion.JUDGED), List.of(Verdict.values()));
    }

    private static Receiver webhook(FarEnd farEnd) {
        return webhook(farEnd.url() + "/hook", Duration.ofSeconds(30));
    }

    private static Receiver webhook(String url, Duration timeout) {
        return new Receiver.Webhook(
                new Receiver.Open(URI.create(url)),
                MetricQuery.Method.POST,
                Map.of(),
                Map.of(),
                new MetricsSystem.Auth.None(),
                Optional.empty(),
                Optional.empty(),
                new Receiver.Own(),
                timeout);
    }

    private static Receiver bot(FarEnd farEnd) {
        return new Receiver.Slack(
                new Receiver.Bot(URI.create(farEnd.url() + "/api/"), new Credential.InSecret("bot", "token")),
                Optional.of("#releases"),
                Optional.empty(),
                new Receiver.Own(),
                Duration.ofSeconds(30));
    }

    private static String event(String body) {
        return body.replaceFirst(".*\"event\":\"([A-Za-z]+)\".*", "$1");
    }
}
