package io.mirrorexperiment.metrics;

import io.mirrorexperiment.graph.Graph;
import io.mirrorexperiment.graph.Scope;
import io.mirrorexperiment.graph.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One picture of the traffic, asked with the secrets of a session. */
record TrafficSession(Session session, Scope scope, Duration window) {
    /** Asks everything at once; once more if the answers show that the server's clock is not where we thought. */
    CompletableFuture<Sight> look(Instant at) {
        Duration offset = session.wire().offset();
        return answers(at.plus(offset)).thenCompose(answers -> {
            Duration better = session.wire().offset();
            return better.equals(offset)
                    ? CompletableFuture.completedFuture(sight(answers, at))
                    : answers(at.plus(better)).thenApply(again -> sight(again, at));
        });
    }

    private CompletableFuture<Map<TrafficTopic, Answer>> answers(Instant at) {
        TrafficQuestions questions = new TrafficQuestions(scope, window);
        Map<TrafficTopic, CompletableFuture<Answer>> asked = new EnumMap<>(TrafficTopic.class);
        for (TrafficTopic topic : TrafficTopic.values()) {
            asked.put(topic, session.wire().ask(session.access(), questions.of(topic), at));
        }
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Map<TrafficTopic, Answer> answers = new EnumMap<>(TrafficTopic.class);
                    asked.forEach((topic, answer) -> answers.put(topic, answer.join()));
                    return answers;
                });
    }

    private Sight sight(Map<TrafficTopic, Answer> answers, Instant at) {
        Map<TrafficTopic, List<Sample>> samples = new EnumMap<>(TrafficTopic.class);
        for (Map.Entry<TrafficTopic, Answer> answer : answers.entrySet()) {
            if (answer.getValue() instanceof Answer.Odd odd) {
                return new Sight.Unseen(words(odd.reason()));
            }
            samples.put(answer.getKey(), ((Answer.Vector) answer.getValue()).samples());
        }
        Graph graph = TrafficReader.graph(samples, session.rule(), scope.byCaller(), at, window);
        return new Sight.Seen(graph);
    }

    private String words(String reason) {
        return session.access().withoutSecrets(session.place() + ": " + reason);
    }
}
