package io.mirrorexperiment.cluster;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about the server and about us, none of which changes anything. Thread-safe. */
final class Inquiries {
    private static final int NEWEST_EVENTS = 10;
    private static final String EXPOSITION = "text/plain;version=0.0.4";

    private final Wire wire;
    private final Discovery discovery;
    private final Listing listing;

    Inquiries(Wire wire, Discovery discovery, Listing listing) {
        this.wire = wire;
        this.discovery = discovery;
        this.listing = listing;
    }

    boolean may(String verb, Kind kind, String namespace, Optional<String> name) {
        return may(verb, kind, namespace, Map.of("name", name));
    }

    boolean mayPart(String verb, Kind kind, String part, String namespace) {
        return may(verb, kind, namespace, Map.of("subresource", Optional.of(part)));
    }

    String log(Address pod, String container, Instant since, long most) {
        String path = discovery.get(Kind.POD).path(pod.namespace()) + "/" + pod.name() + "/log?container=" + container
                + "&sinceTime=" + since.truncatedTo(ChronoUnit.SECONDS) + "&limitBytes=" + most;
        return wire.sendGood(Ask.get(path, "read the log of container " + container + " of " + pod.words()))
                .body();
    }

    String exposition(Address pod, int port, String path) {
        String proxied =
                discovery.get(Kind.POD).path(pod.namespace()) + "/" + pod.name() + ":" + port + "/proxy" + path;
        return wire.sendGood(Ask.get(proxied, "read port " + port + " of " + pod.words(), EXPOSITION))
                .body();
    }

    private boolean may(String verb, Kind kind, String namespace, Map<String, Optional<String>> only) {
        Resource resource = discovery.get(kind);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("verb", verb);
        attributes.put("group", kind.group());
        attributes.put("version", resource.version());
        attributes.put("resource", resource.plural());
        if (resource.namespaced()) {
            attributes.put("namespace", namespace);
        }
        only.forEach((attribute, value) -> value.ifPresent(text -> attributes.put(attribute, text)));
        String review = Json.write(Map.of(
                "apiVersion",
                "authorization.k8s.io/v1",
                "kind",
                "SelfSubjectAccessReview",
                "spec",
                Map.of("resourceAttributes", attributes)));
        Ask ask = Ask.send(
                "POST",
                "apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                "ask whether we may " + verb + " " + kind,
                review);
        Map<String, ?> status = Answers.map(wire.sendGood(ask).object(ask).get("status"));
        return Boolean.TRUE.equals(status.get("allowed"));
    }

    /** Who the server takes us for; empty if it can't say. */
    Optional<String> userByServer() {
        Ask ask = Ask.send(
                "POST",
                "apis/authentication.k8s.io/v1/selfsubjectreviews",
                "ask who we are",
                "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"SelfSubjectReview\"}");
        try {
            Map<String, ?> status = Answers.map(wire.sendGood(ask).object(ask).get("status"));
            return Answers.text(Answers.map(status.get("userInfo")), "username");
        } catch (ClusterException unknown) {
            return Optional.empty();
        }
    }

    Optional<Instant> serverTime() {
        Answer answer = wire.send(Ask.get("version", "ask what time the server has"));
        try {
            return answer.date().map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException odd) {
            return Optional.empty();
        }
    }

    List<String> warnings(Address address) {
        try {
            Map<String, String> about = Map.of(
                    "fieldSelector",
                    "involvedObject.kind=" + address.kind().kind() + ",involvedObject.name=" + address.name());
            return listing.list(discovery.get(Kind.EVENT), address.namespace(), about).stream()
                    .filter(event ->
                            event.text("type").filter("Warning"::equals).isPresent())
                    .filter(event -> isAbout(event, address))
                    .sorted(Comparator.comparing(Inquiries::time).reversed())
                    .limit(NEWEST_EVENTS)
                    .map(event -> event.text("reason").orElse("Warning") + ": "
                            + event.text("message").orElse("").strip())
                    .toList();
        } catch (ClusterException unknown) {
            return List.of();
        }
    }

    private static boolean isAbout(Manifest event, Address address) {
        return event.text("involvedObject", "kind")
                        .filter(address.kind().kind()::equals)
                        .isPresent()
                && event.text("involvedObject", "name")
                        .filter(address.name()::equals)
                        .isPresent();
    }

    /** Both forms of the time are ISO texts in UTC, which sort as times do. */
    private static String time(Manifest event) {
        return event.text("lastTimestamp")
                .or(() -> event.text("eventTime"))
                .or(() -> event.text("metadata", "creationTimestamp"))
                .orElse("");
    }
}
