package io.mirrorexperiment.traffic.scenario;

import java.util.List;

/** Where the traffic of a service goes. */
public sealed interface Routing {
    /** All versions that it names, each once. */
    List<Version> versions();

    /** Whether it says anything of the traffic. */
    default boolean isTouched() {
        return !(this instanceof Untouched);
    }

    /**
     * HTTP requests take the first rule whose conditions they meet, and the route that is there already if they meet none.
     *
     * @param rules in the order in which they are asked
     */
    record Requests(List<Rule> rules) implements Routing {
        /** Copies and checks. */
        public Requests {
            rules = List.copyOf(rules);
            if (rules.isEmpty()) {
                throw new IllegalArgumentException("a scenario for requests needs a rule");
            }
            if (rules.stream().limit(rules.size() - 1L).anyMatch(Rule::takesAll)) {
                throw new IllegalArgumentException(
                        "a rule without conditions takes all requests, so it must be the last: no request would reach the rules after it");
            }
        }

        @Override
        public List<Version> versions() {
            return rules.stream().flatMap(Rule::versions).distinct().toList();
        }
    }

    /**
     * TCP connections are divided among versions.
     *
     * @param shares the versions
     */
    record Connections(List<Share> shares) implements Routing {
        /** Copies and checks. */
        public Connections {
            shares = Share.checked(shares);
            if (shares.isEmpty()) {
                throw new IllegalArgumentException("shifting needs weights");
            }
        }

        @Override
        public List<Version> versions() {
            return shares.stream().map(Share::version).toList();
        }
    }

    /** It stays as it is. */
    record Untouched() implements Routing {
        @Override
        public List<Version> versions() {
            return List.of();
        }
    }
}
