package io.mirrorexperiment.sandbox.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays a script. Confined to one thread. */
final class Shell {
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);
    private static final int NOT_FOUND = 127;
    private static final int WRONG = 2;

    private final Map<String, Program> programs;
    private final Map<String, String> variables;

    Shell(Map<String, Program> programs, Map<String, String> environment) {
        this.programs = Map.copyOf(programs);
        this.variables = new TreeMap<>(environment);
    }

    /** The end of a script, from any depth. */
    private static final class Exit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;

        Exit(int code) {
            super("exit " + code, null, false, false);
            this.code = code;
        }
    }

    /** Plays a whole script; one that can't be read isn't begun. */
    int play(String script, Terminal terminal) throws InterruptedException {
        try {
            return run(Parser.parse(script), terminal);
        } catch (ScriptMistake mistake) {
            terminal.complain("sh: " + mistake.getMessage());
            return WRONG;
        } catch (Exit exit) {
            return exit.code;
        }
    }

    private int run(Command command, Terminal terminal) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the container is stopped");
        }
        int code = code(command, terminal);
        variables.put("?", Integer.toString(code));
        return code;
    }

    private int code(Command command, Terminal terminal) throws InterruptedException {
        if (command instanceof Command.Simple simple) {
            return simple(simple, terminal.muted(simple.out(), simple.errors()));
        } else if (command instanceof Command.Sequence sequence) {
            int code = 0;
            for (Command one : sequence.all()) {
                code = run(one, terminal);
            }
            return code;
        } else if (command instanceof Command.Then then) {
            int first = run(then.first(), terminal);
            return (first == 0) == then.onSuccess() ? run(then.second(), terminal) : first;
        } else if (command instanceof Command.Not not) {
            return run(not.command(), terminal) == 0 ? 1 : 0;
        } else if (command instanceof Command.While loop) {
            return loop(loop, terminal);
        } else if (command instanceof Command.For each) {
            return each(each, terminal);
        } else if (command instanceof Command.If choice) {
            return run(run(choice.condition(), terminal) == 0 ? choice.then() : choice.otherwise(), terminal);
        }
        throw new IllegalStateException("no such command: " + command);
    }

    private int loop(Command.While loop, Terminal terminal) throws InterruptedException {
        int code = 0;
        while ((run(loop.condition(), terminal) == 0) == loop.success()) {
            code = run(loop.body(), terminal);
        }
        return code;
    }

    private int each(Command.For each, Terminal terminal) throws InterruptedException {
        int code = 0;
        for (Word word : each.words()) {
            for (String value : word.fields(variables)) {
                variables.put(each.name(), value);
                code = run(each.body(), terminal);
            }
        }
        return code;
    }

    private int simple(Command.Simple simple, Terminal terminal) throws InterruptedException {
        int assigned = 0;
        while (assigned < simple.words().size() && isAssignment(simple.words().get(assigned))) {
            assigned++;
        }
        List<Word> left = simple.words().subList(assigned, simple.words().size());
        if (assigned > 0 && !left.isEmpty()) {
            terminal.complain("sh: variables for one command alone are not played by the sandbox");
            return WRONG;
        }
        simple.words().subList(0, assigned).forEach(this::assign);
        List<String> words = new ArrayList<>();
        left.forEach(word -> words.addAll(word.fields(variables)));
        return words.isEmpty() ? 0 : call(words, terminal);
    }

    private static boolean isAssignment(Word word) {
        Word.Part first = word.parts().isEmpty()
                ? new Word.Part("", false, false)
                : word.parts().get(0);
        StringBuilder start = new StringBuilder();
        for (Word.Part part : word.parts()) {
            start.append(part.variable() ? "" : part.text());
        }
        return !first.variable() && ASSIGNMENT.matcher(start).matches();
    }

    private void assign(Word word) {
        Matcher assignment = ASSIGNMENT.matcher(word.text(variables));
        if (assignment.matches()) {
            variables.put(assignment.group(1), assignment.group(2));
        }
    }

    private int call(List<String> words, Terminal terminal) throws InterruptedException {
        String name = words.get(0);
        List<String> arguments = words.subList(1, words.size());
        if (name.equals("exit")) {
            throw new Exit(arguments.isEmpty() ? last() : exitCode(arguments.get(0)));
        }
        Program program = programs.get(name.substring(name.lastIndexOf('/') + 1));
        if (program == null) {
            terminal.complain("sh: " + name + ": not found (the sandbox plays "
                    + String.join(", ", new TreeMap<>(programs).keySet()) + ")");
            return NOT_FOUND;
        }
        return program.run(List.copyOf(arguments), terminal);
    }

    private int last() {
        return exitCode(variables.getOrDefault("?", "0"));
    }

    private static int exitCode(String text) {
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) & 0xff : WRONG;
    }
}
