package io.mirrorexperiment.sandbox.shell;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What a fortio load was told; its defaults are fortio's: 8 requests a second, 4 connections, 5 seconds, 3 of them for an answer. */
final class FortioOptions {
    private static final List<String> IGNORED = List.of("loglevel", "a", "json", "p", "r", "labels");
    private static final List<String> SILENT = List.of("quiet", "uniform", "jitter", "allow-initial-errors");

    private final List<Net.Header> headers =
            new ArrayList<>(List.of(new Net.Header("user-agent", "fortio.org/sandbox")));
    private double qps = 8;
    private int connections = 4;
    private Duration time = Duration.ofSeconds(5);
    private Duration timeout = Duration.ofSeconds(3);
    private boolean catchesUp = true;
    private Optional<Integer> calls = Optional.empty();
    private Optional<Target> target = Optional.empty();
    private String url = "";

    /** Reads arguments; empty, or what is wrong with them. */
    Optional<String> read(List<String> arguments) {
        Deque<String> left = new ArrayDeque<>(arguments);
        if (left.isEmpty() || !left.removeFirst().equals("load")) {
            return Optional.of("the sandbox plays 'fortio load' only");
        }
        while (!left.isEmpty()) {
            Optional<String> mistake = one(left.removeFirst(), left);
            if (mistake.isPresent()) {
                return mistake;
            }
        }
        return target.isEmpty()
                ? Optional.of("fortio load needs a URL of plain HTTP, not '" + url + "'")
                : Optional.empty();
    }

    private Optional<String> one(String word, Deque<String> left) {
        if (!word.startsWith("-")) {
            url = word;
            target = Target.of(word);
            return Optional.empty();
        }
        String name = word.replaceFirst("^--?", "");
        int equals = name.indexOf('=');
        if (equals > 0) {
            left.addFirst(name.substring(equals + 1));
            name = name.substring(0, equals);
        }
        if (SILENT.contains(name)) {
            return Optional.empty();
        }
        if (name.equals("nocatchup")) {
            catchesUp = false;
            return Optional.empty();
        }
        return left.isEmpty() ? Optional.of("flag needs an argument: -" + name) : value(name, left.removeFirst());
    }

    private Optional<String> value(String name, String value) {
        try {
            switch (name) {
                case "qps" -> qps = Double.parseDouble(value);
                case "c" -> connections = Integer.parseInt(value);
                case "n" -> calls = Optional.of(Integer.parseInt(value)).filter(number -> number > 0);
                case "t" -> time = Times.parse(value).orElseThrow(() -> new NumberFormatException(value));
                case "timeout" -> timeout = Times.parse(value).orElseThrow(() -> new NumberFormatException(value));
                case "H" -> header(value);
                default -> {
                    return IGNORED.contains(name)
                            ? Optional.empty()
                            : Optional.of("flag -" + name + " is not played by the sandbox");
                }
            }
        } catch (NumberFormatException unreadable) {
            return Optional.of("invalid value \"" + value + "\" for flag -" + name);
        }
        boolean sound = connections >= 1 && connections <= 64 && qps <= 10_000;
        return sound ? Optional.empty() : Optional.of("-c must be 1 to 64 and -qps 10000 at most");
    }

    private void header(String line) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            headers.add(new Net.Header(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
    }

    /** 0 for as many as possible. */
    double qps() {
        return Math.max(0, qps);
    }

    int connections() {
        return connections;
    }

    /** How long; {@code 0} means until it is stopped. */
    Duration time() {
        return time.isZero() ? Duration.ofDays(100) : time;
    }

    /** How long a connection waits for an answer. */
    Duration timeout() {
        return timeout;
    }

    /** Whether requests that should have left while an answer was awaited leave at once after it. */
    boolean catchesUp() {
        return catchesUp;
    }

    Optional<Integer> calls() {
        return calls;
    }

    /** How many calls a connection makes. */
    int share(int index) {
        return calls.map(all -> all / connections + (index < all % connections ? 1 : 0))
                .orElse(Integer.MAX_VALUE);
    }

    String url() {
        return url;
    }

    Net.Sent request() {
        Target to = target.orElseThrow();
        String authority = headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("host"))
                .map(Net.Header::value)
                .findFirst()
                .orElse(to.authority());
        List<Net.Header> others = headers.stream()
                .filter(header -> !header.name().equalsIgnoreCase("host"))
                .toList();
        return new Net.Sent("GET", to.authority(), to.path(), others, "", authority);
    }
}
