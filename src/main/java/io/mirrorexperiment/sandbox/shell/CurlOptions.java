package io.mirrorexperiment.sandbox.shell;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a curl was told; confined to one thread. */
final class CurlOptions {
    private static final Map<String, Character> LONG = Map.ofEntries(
            Map.entry("--silent", 's'),
            Map.entry("--show-error", 'S'),
            Map.entry("--fail", 'f'),
            Map.entry("--head", 'I'),
            Map.entry("--include", 'i'),
            Map.entry("--location", 'L'),
            Map.entry("--header", 'H'),
            Map.entry("--request", 'X'),
            Map.entry("--data", 'd'),
            Map.entry("--output", 'o'),
            Map.entry("--write-out", 'w'),
            Map.entry("--max-time", 'm'),
            Map.entry("--user-agent", 'A'));
    private static final String FLAGS = "sSfIiL";

    private final StringBuilder flags = new StringBuilder();
    private final List<Net.Header> headers = new ArrayList<>();
    private final List<String> urls = new ArrayList<>();
    private String method = "";
    private String body = "";
    private String output = "";
    private String format = "";
    private Optional<Duration> patience = Optional.empty();

    /** Reads arguments; empty, or what is wrong with them. */
    Optional<String> read(List<String> arguments) {
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            Optional<String> mistake = one(left.removeFirst(), left);
            if (mistake.isPresent()) {
                return mistake;
            }
        }
        return urls.isEmpty() ? Optional.of("no URL specified") : outputMistake();
    }

    private Optional<String> outputMistake() {
        boolean file = !output.isEmpty() && !output.equals("/dev/null") && !output.equals("-");
        return file ? Optional.of("the sandbox has no files: -o " + output) : Optional.empty();
    }

    private Optional<String> one(String word, Deque<String> left) {
        if (word.startsWith("--")) {
            Character known = LONG.get(word);
            return known == null ? unknown(word) : option(known, word, "", left);
        }
        if (!word.startsWith("-") || word.length() < 2) {
            urls.add(word);
            return Optional.empty();
        }
        for (int i = 1; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean flag = FLAGS.indexOf(c) >= 0;
            Optional<String> mistake = option(c, "-" + c, flag ? "" : word.substring(i + 1), left);
            if (mistake.isPresent() || !flag) {
                return mistake;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unknown(String word) {
        return Optional.of("option " + word + ": is not played by the sandbox");
    }

    private Optional<String> option(char option, String word, String attached, Deque<String> left) {
        if (FLAGS.indexOf(option) >= 0) {
            flags.append(option);
            return Optional.empty();
        }
        if (!LONG.containsValue(option)) {
            return unknown(word);
        }
        if (attached.isEmpty() && left.isEmpty()) {
            return Optional.of("option " + word + ": requires parameter");
        }
        return value(option, attached.isEmpty() ? left.removeFirst() : attached);
    }

    private Optional<String> value(char option, String value) {
        switch (option) {
            case 'H' -> header(value);
            case 'A' -> headers.add(new Net.Header("user-agent", value));
            case 'X' -> method = value;
            case 'd' -> body = body.isEmpty() ? value : body + "&" + value;
            case 'o' -> output = value;
            case 'w' -> format = value;
            default -> {
                patience = Times.parse(value).filter(time -> !time.isZero());
                return patience.isEmpty() ? Optional.of("option -m: '" + value + "' is no time") : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void header(String line) {
        int colon = line.indexOf(':');
        if (colon > 0) {
            headers.add(new Net.Header(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
    }

    private boolean has(char flag) {
        return flags.indexOf(String.valueOf(flag)) >= 0;
    }

    List<String> urls() {
        return List.copyOf(urls);
    }

    List<Net.Header> headers() {
        boolean typed = headers.stream().anyMatch(header -> header.name().equalsIgnoreCase("content-type"));
        List<Net.Header> all = new ArrayList<>(headers);
        if (!body.isEmpty() && !typed) {
            all.add(new Net.Header("content-type", "application/x-www-form-urlencoded"));
        }
        if (all.stream().noneMatch(header -> header.name().equalsIgnoreCase("user-agent"))) {
            all.add(new Net.Header("user-agent", "curl/sandbox"));
        }
        return all;
    }

    String method() {
        if (!method.isEmpty()) {
            return method;
        }
        return has('I') ? "HEAD" : body.isEmpty() ? "GET" : "POST";
    }

    String body() {
        return body;
    }

    Optional<Duration> patience() {
        return patience;
    }

    boolean failing() {
        return has('f');
    }

    boolean showsHead() {
        return has('I') || has('i');
    }

    boolean showsBody() {
        return !has('I') && !output.equals("/dev/null");
    }

    /** Errors are told unless it is to be silent about them too. */
    boolean complains() {
        return !has('s') || has('S');
    }

    String written(Net.Outcome.Answered answer) {
        return format.replace("%{http_code}", Integer.toString(answer.status()))
                .replace("%{size_download}", Integer.toString(answer.body().getBytes(StandardCharsets.UTF_8).length))
                .replace("\\n", "\n");
    }
}
