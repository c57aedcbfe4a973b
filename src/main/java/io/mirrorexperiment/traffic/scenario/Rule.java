package io.mirrorexperiment.traffic.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happens to requests that meet a condition. What is not said of them stays as the route beneath has it.
 *
 * @param conditions any of which is enough; none takes all requests
 * @param shares versions that they go to; none leaves their destination as it is
 * @param mirrors copies of them
 * @param timeout after which they are given up
 * @param fault that is put into them
 * @param retries of those that fail
 */
public record Rule(
        List<Condition> conditions,
        List<Share> shares,
        Mirrors mirrors,
        Optional<Duration> timeout,
        Optional<Fault> fault,
        Optional<Retries> retries) {
    /** Copies and checks. */
    public Rule {
        conditions = List.copyOf(conditions);
        shares = Share.checked(shares);
        timeout.ifPresent(time -> Times.check("a timeout", time));
        if (shares.isEmpty()
                && mirrors.copies().isEmpty()
                && timeout.isEmpty()
                && fault.isEmpty()
                && retries.isEmpty()) {
            throw new IllegalArgumentException("a rule needs weights, a mirror, a timeout, a fault or retries");
        }
        if (shares.isEmpty() && !mirrors.copies().isEmpty()) {
            throw new IllegalArgumentException(
                    "a rule with a mirror needs weights, too: else requests may reach the version that gets the copies");
        }
        for (Share share : shares) {
            if (share.weight() > 0
                    && mirrors.copies().stream().anyMatch(copy -> copy.version().equals(share.version()))) {
                throw new IllegalArgumentException(
                        "version " + share.version().name() + " would get requests and copies of them");
            }
        }
    }

    /** One that divides requests among versions. */
    public static Rule to(List<Condition> conditions, Share... shares) {
        return new Rule(
                conditions, List.of(shares), Mirrors.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** One that gives requests up after a time. */
    public static Rule within(Duration timeout, List<Condition> conditions) {
        return new Rule(conditions, List.of(), Mirrors.NONE, Optional.of(timeout), Optional.empty(), Optional.empty());
    }

    /** One that puts a fault into requests. */
    public static Rule failing(Fault fault, List<Condition> conditions) {
        return new Rule(conditions, List.of(), Mirrors.NONE, Optional.empty(), Optional.of(fault), Optional.empty());
    }

    /** The same with copies. */
    public Rule with(Mirrors copies) {
        return new Rule(conditions, shares, copies, timeout, fault, retries);
    }

    /** Whether no request goes past it. */
    public boolean takesAll() {
        return conditions.isEmpty() || conditions.contains(Condition.ANY);
    }

    Stream<Version> versions() {
        return Stream.concat(
                shares.stream().map(Share::version), mirrors.copies().stream().map(Copy::version));
    }
}
