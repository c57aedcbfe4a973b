package io.mirrorexperiment.experiment;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where messages about a run are sent. An address that lets everybody write who knows it is a secret, and is here by name only. */
public sealed interface Receiver {
    /** What its server is checked against, instead of the machine's own certificates. */
    Optional<Credential> ca();

    /** For one attempt. */
    Duration timeout();

    /** Where all secrets are found that it takes. */
    List<Credential> secrets();

    /** Where it is, for messages that hold no secret. */
    String words();

    /** What it is, in the word of a spec. */
    String form();

    /**
     * Anything that takes a message over HTTP.
     *
     * @param target its address
     * @param method of HTTP
     * @param headers further headers
     * @param headersFrom further headers whose values are secrets
     * @param auth how to sign in
     * @param ca PEM certificates
     * @param signature the key that messages are signed with; empty to leave them unsigned
     * @param content what is sent
     * @param timeout for one attempt
     */
    record Webhook(
            Target target,
            MetricQuery.Method method,
            Map<String, String> headers,
            Map<String, Credential> headersFrom,
            MetricsSystem.Auth auth,
            Optional<Credential> ca,
            Optional<Credential> signature,
            Content content,
            Duration timeout)
            implements Receiver {
        /** Copies. */
        public Webhook {
            headers = Map.copyOf(headers);
            headersFrom = Map.copyOf(headersFrom);
            check(timeout);
        }

        @Override
        public String form() {
            return "webhook";
        }

        @Override
        public List<Credential> secrets() {
            List<Credential> secrets = new ArrayList<>(headersFrom.values());
            if (target instanceof Hidden hidden) {
                secrets.add(hidden.url());
            }
            if (auth instanceof MetricsSystem.Auth.Basic basic) {
                secrets.add(basic.password());
            } else if (auth instanceof MetricsSystem.Auth.Bearer bearer) {
                secrets.add(bearer.token());
            }
            ca.ifPresent(secrets::add);
            signature.ifPresent(secrets::add);
            return List.copyOf(secrets);
        }

        @Override
        public String words() {
            return "webhook " + target.words();
        }
    }

    /**
     * A channel of Slack, or of a chat that takes Slack's messages.
     *
     * @param door the way in
     * @param channel empty for the one that belongs to the way in
     * @param ca PEM certificates
     * @param content what is sent; never a text of the spec's
     * @param timeout for one attempt
     */
    record Slack(Door door, Optional<String> channel, Optional<Credential> ca, Content content, Duration timeout)
            implements Receiver {
        /** Checks. */
        public Slack {
            check(timeout);
            if (door instanceof Bot && channel.isEmpty()) {
                throw new IllegalArgumentException("a bot of Slack's needs to know the channel");
            }
            if (content instanceof Given) {
                throw new IllegalArgumentException("Slack takes messages of its own form only");
            }
        }

        @Override
        public String form() {
            return "slack";
        }

        @Override
        public List<Credential> secrets() {
            Credential own = door instanceof Bot bot ? bot.token() : ((Hook) door).url();
            return Stream.concat(Stream.of(own), ca.stream()).toList();
        }

        @Override
        public String words() {
            return "slack " + door.words()
                    + channel.map(name -> ", channel " + name).orElse("");
        }
    }

    /** The address of a webhook. */
    sealed interface Target {
        /** For messages that hold no secret. */
        String words();
    }

    /**
     * One that anybody may know.
     *
     * @param url with scheme and host
     */
    record Open(URI url) implements Target {
        /** Refuses a password. */
        public Open {
            if (url.getHost() == null || url.getRawAuthority().contains("@")) {
                throw new IllegalArgumentException("an address that anybody may know has a host and no password");
            }
        }

        @Override
        public String words() {
            return "at " + url.getScheme() + "://" + url.getRawAuthority();
        }
    }

    /**
     * One that is itself a secret.
     *
     * @param url where it is found
     */
    record Hidden(Credential url) implements Target {
        @Override
        public String words() {
            return "at the address in " + url.words();
        }
    }

    /** The way into a chat. */
    sealed interface Door {
        /** For messages that hold no secret. */
        String words();
    }

    /**
     * An incoming webhook; its address is a secret.
     *
     * @param url where the address is found
     */
    record Hook(Credential url) implements Door {
        @Override
        public String words() {
            return "by the webhook in " + url.words();
        }
    }

    /**
     * A bot that posts messages.
     *
     * @param api base address of Slack's web API
     * @param token where the bot's token is found
     */
    record Bot(URI api, Credential token) implements Door {
        @Override
        public String words() {
            return "by the bot whose token is " + token.words();
        }
    }

    /** What is sent. */
    sealed interface Content {}

    /** Our own message. */
    record Own() implements Content {}

    /**
     * What a task of Iter8's would have sent.
     *
     * @param target as the experiment names it, as in {@code default/sample-app}
     * @param version name of the baseline
     */
    record Iter8(String target, String version) implements Content {}

    /**
     * A text of the spec's.
     *
     * @param body a {@linkplain Template template} of JSON with any of {@link #NAMES}
     */
    record Given(String body) implements Content {
        /** What stands for a value: of the run, its experiment, and what it is told of. */
        public static final List<String> NAMES = List.of(
                "run",
                "experiment",
                "namespace",
                "service",
                "event",
                "at",
                "verdict",
                "cause",
                "outcome",
                "sentence",
                "link");
    }

    private static void check(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("nobody can be told within " + timeout);
        }
    }
}
