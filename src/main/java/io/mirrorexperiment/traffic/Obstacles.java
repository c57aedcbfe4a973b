package io.mirrorexperiment.traffic;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is in the way of pinning and mirroring, in sentences: what, where, why and the way out. */
final class Obstacles {
    private Obstacles() {}

    /** All of them in one text; empty if the way is free. */
    static Optional<String> of(Mesh mesh) {
        Mesh foreseen = Given.foreseen(mesh);
        List<String> found = Stream.of(
                        Given.obstacles(mesh),
                        RouteObstacles.of(foreseen),
                        RuleObstacles.of(foreseen),
                        PortObstacles.of(mesh))
                .flatMap(List::stream)
                .distinct()
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(" Also: ", found));
    }
}
