package io.mirrorexperiment.cli;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** Makes the commands, and hands the host to those that want it. */
record Commanding(Host host) implements IFactory {
    /** The completion script tells of every command. */
    private static final List<String> OF_ALL = List.of("completion");

    /**
     * The command that the first of these words names, else all: to make all of them takes longer than everything else that a short command
     * does.
     */
    static List<Class<?>> meant(String... words) {
        if (words.length == 0 || OF_ALL.contains(words[0])) {
            return Gate.COMMANDS;
        }
        List<Class<?>> named = Gate.COMMANDS.stream()
                .filter(command -> names(command).anyMatch(words[0]::equals))
                .toList();
        return named.isEmpty() ? Gate.COMMANDS : named;
    }

    private static Stream<String> names(Class<?> command) {
        Command described = command.getAnnotation(Command.class);
        return Stream.concat(Stream.of(described.name()), Stream.of(described.aliases()));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Host.class})) {
                return type.cast(constructor.newInstance(host));
            }
        }
        return CommandLine.defaultFactory().create(type);
    }
}
