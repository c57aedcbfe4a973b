package io.mirrorexperiment.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.experiment.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What came of an attempt to send. What a server wrote is never quoted: some echo what they were sent. */
sealed interface Answer {
    /** The receiver has it. */
    record Delivered() implements Answer {}

    /**
     * Trying again may help.
     *
     * @param because why it was not delivered
     * @param after how long the server wants to be left alone
     */
    record Later(String because, Optional<Duration> after) implements Answer {}

    /** Trying again can't help. */
    record Never(String because) implements Answer {}

    /**
     * What a server's answer means.
     *
     * @param retryAfter the header of that name
     * @param body of the answer
     */
    static Answer of(Receiver receiver, int status, Optional<String> retryAfter, String body, Instant now) {
        if (status >= 200 && status < 300) {
            boolean bot = receiver instanceof Receiver.Slack slack && slack.door() instanceof Receiver.Bot;
            return bot ? ofSlack(body, retryAfter, now) : new Delivered();
        }
        if (status >= 300 && status < 400) {
            return new Never("it answers " + status
                    + ", which leads elsewhere and is not followed; name the address that it leads to");
        }
        boolean mayPass = status == 408 || status == 425 || status == 429 || status >= 500;
        return mayPass ? new Later("it answers " + status, after(retryAfter, now)) : new Never("it answers " + status);
    }

    /** Slack's API answers 200 whatever it makes of a message. */
    private static Answer ofSlack(String body, Optional<String> retryAfter, Instant now) {
        JsonNode answer;
        try {
            answer = Json.read(body);
        } catch (JsonProcessingException e) {
            return new Later("it does not answer as Slack's API does", Optional.empty());
        }
        if (answer.path("ok").asBoolean()) {
            return new Delivered();
        }
        String error = answer.path("error").asText();
        String because = "Slack refuses it" + (error.matches("[a-z_]{1,60}") ? ": " + error : "");
        return switch (error) {
            case "ratelimited",
                    "rate_limited",
                    "internal_error",
                    "fatal_error",
                    "service_unavailable",
                    "request_timeout" -> new Later(because, after(retryAfter, now));
            default -> new Never(because);
        };
    }

    private static Optional<Duration> after(Optional<String> header, Instant now) {
        return header.map(String::strip).flatMap(text -> {
            if (text.matches("[0-9]{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Instant then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return Optional.of(Duration.between(now, then)).filter(wait -> !wait.isNegative());
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }
}
