package io.mirrorexperiment.sandbox.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Images whose containers run a command line instead of serving requests. */
public enum ToolImage implements Tool {
    /** A shell with curl: what Iter8's tutorials make load with. */
    TUTUM_CURL("tutum/curl", "/bin/bash", true),
    /** curl by the people who make it. */
    CURL("curlimages/curl", "curl", true),
    /** The load generator of Istio's people; it has no shell. */
    FORTIO("fortio/fortio", "fortio", false);

    private static final int NOT_STARTED = 128;

    private final String repository;
    private final String entry;
    private final boolean shell;

    ToolImage(String repository, String entry, boolean shell) {
        this.repository = repository;
        this.entry = entry;
        this.shell = shell;
    }

    /** The image of a name, with any registry of Docker's, tag or digest. */
    public static Optional<ToolImage> find(String image) {
        String untagged = repository(image.replaceFirst("^(docker\\.io|index\\.docker\\.io)/", ""));
        for (ToolImage known : values()) {
            if (known.repository.equals(untagged)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** An image's name without tag and digest. */
    public static String repository(String image) {
        String name = image.replaceFirst("@.*$", "");
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        return colon < 0 ? name : name.substring(0, colon);
    }

    @Override
    public int run(List<String> command, List<String> arguments, Surroundings around, Consumer<String> log)
            throws InterruptedException {
        List<String> words = new ArrayList<>(command.isEmpty() ? List.of(entry) : command);
        words.addAll(arguments);
        Terminal terminal = new Terminal(log, log);
        Map<String, Program> programs = programs(around);
        String name = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
        List<String> rest = List.copyOf(words.subList(1, words.size()));
        if (shell && (name.equals("sh") || name.equals("bash"))) {
            return shell(rest, new Shell(programs, around.environment()), terminal);
        }
        Program program = programs.get(name);
        if (program == null) {
            terminal.complain("exec: \"" + words.get(0) + "\": executable file not found in $PATH (the sandbox's "
                    + repository + " has " + String.join(", ", new TreeMap<>(programs).keySet()) + ")");
            return NOT_STARTED;
        }
        return program.run(rest, terminal);
    }

    private static int shell(List<String> words, Shell shell, Terminal terminal) throws InterruptedException {
        if (words.isEmpty()) {
            return 0;
        }
        if (words.size() < 2 || !words.get(0).equals("-c")) {
            terminal.complain("sh: the sandbox plays 'sh -c SCRIPT' only, not sh " + String.join(" ", words));
            return 2;
        }
        return shell.play(words.get(1), terminal);
    }

    private Map<String, Program> programs(Surroundings around) {
        if (this == FORTIO) {
            return Map.of("fortio", new Fortio(around));
        }
        return Map.of(
                "curl",
                new Curl(around.net()),
                "sleep",
                (words, terminal) -> sleep(words, around.speed(), terminal),
                "echo",
                ToolImage::echo,
                "true",
                (words, terminal) -> 0,
                ":",
                (words, terminal) -> 0,
                "false",
                (words, terminal) -> 1);
    }

    private static int echo(List<String> words, Terminal terminal) {
        boolean bare = !words.isEmpty() && words.get(0).equals("-n");
        String text = String.join(" ", bare ? words.subList(1, words.size()) : words);
        terminal.print(text.isEmpty() && !bare ? "\n" : text);
        return 0;
    }

    private static int sleep(List<String> words, double speed, Terminal terminal) throws InterruptedException {
        Optional<java.time.Duration> time = words.size() == 1 ? Times.parse(words.get(0)) : Optional.empty();
        if (time.isEmpty()) {
            terminal.complain("sleep: invalid time interval '" + String.join(" ", words) + "'");
            return 1;
        }
        java.util.concurrent.TimeUnit.NANOSECONDS.sleep(Math.round(time.get().toNanos() / speed));
        return 0;
    }
}
