package io.mirrorexperiment.workload;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a careful person would like to know before a dark copy runs. The environment is judged by the names of its variables only; values
 * may be secrets and are never shown.
 */
record Cautions(Manifest live, Manifest dark, List<Manifest> neighbours) {
    private record Sign(Pattern names, String words) {}

    private static final List<Sign> SIGNS = List.of(
            new Sign(
                    Pattern.compile("(?i).*(KAFKA|RABBIT|AMQP|SQS|PUBSUB|NATS|JMS|ACTIVEMQ|PULSAR|KINESIS|QUEUE).*"),
                    "seems to consume from a queue (%s): messages that it takes are lost to the live version"),
            new Sign(
                    Pattern.compile("(?i).*(CRON|SCHEDUL|QUARTZ|CELERY_?BEAT).*"),
                    "seems to run scheduled jobs (%s): they would run twice"),
            new Sign(
                    Pattern.compile(
                            "(?i).*(DATABASE|DATASOURCE|JDBC|POSTGRES|PGHOST|MYSQL|MARIADB|MONGO|REDIS|(^|_)DB_).*"),
                    "seems to use a database (%s): what it writes, the live version reads"));

    List<String> all() {
        List<String> warnings = new ArrayList<>();
        SIGNS.forEach(sign -> environment(sign).ifPresent(warnings::add));
        volumes().forEach(warnings::add);
        Optional.of(dark)
                .filter(each -> Boolean.TRUE.equals(
                        each.at("spec", "template", "spec", "hostNetwork").orElse(false)))
                .ifPresent(each ->
                        warnings.add(each + " uses the node's network: it cannot share a node with the live version"));
        neighbours.forEach(neighbour -> neighbour(neighbour).ifPresent(warnings::add));
        overlap().ifPresent(warnings::add);
        recreate().ifPresent(warnings::add);
        return List.copyOf(warnings);
    }

    private Optional<String> environment(Sign sign) {
        TreeSet<String> names = new TreeSet<>();
        for (Map<String, Object> container : Containers.of(dark)) {
            if (container.get("env") instanceof List<?> env) {
                env.stream()
                        .filter(Map.class::isInstance)
                        .map(each -> String.valueOf(((Map<?, ?>) each).get("name")))
                        .filter(name -> sign.names().matcher(name).matches())
                        .forEach(names::add);
            }
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(dark + " " + String.format(sign.words(), String.join(", ", names)));
    }

    private Stream<String> volumes() {
        List<Object> lives = claims(live).toList();
        return claims(dark)
                .filter(lives::contains)
                .map(claim -> dark + " mounts the volume claim " + claim + " of the live version: both write to it");
    }

    private static Stream<Object> claims(Manifest workload) {
        return workload.maps("spec", "template", "spec", "volumes").stream()
                .flatMap(volume -> volume.get("persistentVolumeClaim") instanceof Map<?, ?> claim
                        ? Stream.ofNullable(claim.get("claimName"))
                        : Stream.empty());
    }

    private Optional<String> neighbour(Manifest neighbour) {
        if (neighbour.kind().equals(Kind.POD_DISRUPTION_BUDGET)) {
            return Selector.of(neighbour).matches(Labels.ofPods(dark))
                    ? Optional.of(neighbour
                            + " counts the dark pods, too: it may let more live pods be evicted than it is meant to")
                    : Optional.empty();
        }
        boolean scalesLive = neighbour.kind().equals(Kind.HORIZONTAL_POD_AUTOSCALER)
                && neighbour.text("spec", "scaleTargetRef", "kind").equals(Optional.of("Deployment"))
                && neighbour.text("spec", "scaleTargetRef", "name").equals(Optional.of(live.name()));
        if (!scalesLive) {
            return Optional.empty();
        }
        return Optional.of(
                overlaps()
                        ? neighbour + " takes the dark pods for live ones, because the selector of " + live
                                + " picks them, too: it may scale the live version by the dark one's load"
                        : neighbour
                                + " scales the live version only: the dark one keeps the number of pods it starts with");
    }

    private boolean overlaps() {
        return Selector.of(live).matches(Labels.ofPods(dark));
    }

    private Optional<String> overlap() {
        return overlaps()
                ? Optional.of(
                        "the selector of " + live + " (" + Selector.of(live).words()
                                + ") picks the dark pods, too. Its ReplicaSets leave them alone, for pods have owners; but whoever selects by"
                                + " these labels counts both")
                : Optional.empty();
    }

    private Optional<String> recreate() {
        return live.text("spec", "strategy", "type").equals(Optional.of("Recreate"))
                ? Optional.of(live
                        + " asks for the strategy Recreate; a promotion by image rolls instead, so that old and new pods"
                        + " run side by side for a while")
                : Optional.empty();
    }
}
