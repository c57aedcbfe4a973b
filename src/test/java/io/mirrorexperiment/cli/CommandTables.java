package io.mirrorexperiment.cli;

import static io.mirrorexperiment.cli.MarkdownTable.code;
import static io.mirrorexperiment.cli.MarkdownTable.plain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Commands, flags and exit codes, from the program's own help. */
final class CommandTables {
    /** Pages that tell more of a command. */
    private static final Map<String, String> MORE = Map.of(
            "init", "docs/init.md",
            "scenario", "docs/scenarios.md",
            "graph", "docs/graph.md",
            "compare", "docs/graph.md",
            "report", "docs/reports.md",
            "convert", "docs/convert.md",
            "describe", "docs/iter8.md",
            "controller", "docs/controller.md",
            "explain", "docs/spec.md");

    private static final int SEVERAL = 3;

    private CommandTables() {}

    /** Iter8's command lines have a page of their own. */
    static List<CommandSpec> commands() {
        return new LinkedHashSet<>(
                        Main.commandLine(Host.ofThisProcess()).getSubcommands().values())
                .stream()
                        .map(CommandLine::getCommandSpec)
                        .filter(command -> !command.usageMessage().hidden())
                        .filter(command ->
                                !command.userObject().getClass().getSimpleName().startsWith("Iter8"))
                        .toList();
    }

    static String overview() {
        return MarkdownTable.of(
                        List.of("command", "what it does"),
                        commands().stream()
                                .map(command -> List.of(
                                        "[`" + command.name() + "`](docs/commands.md#" + command.name() + ")",
                                        description(command)
                                                + (MORE.containsKey(command.name())
                                                        ? " ([more](" + MORE.get(command.name()) + "))"
                                                        : "")))
                                .toList())
                .text();
    }

    static String exitCodes() {
        return MarkdownTable.of(
                        List.of("code", "meaning"),
                        Main.commandLine(Host.ofThisProcess())
                                .getCommandSpec()
                                .usageMessage()
                                .exitCodeList()
                                .entrySet()
                                .stream()
                                .map(code -> List.of(code.getKey(), plain(code.getValue())))
                                .toList())
                .text();
    }

    static String reference() {
        List<OptionSpec> most = shared(commands().size() / 2, Integer.MAX_VALUE);
        List<OptionSpec> several = shared(SEVERAL, commands().size() / 2);
        return "## Flags of most commands\n\n"
                + flags(most.stream())
                + "\n## Flags of several commands\n\n"
                + flags(several.stream())
                + commands().stream()
                        .flatMap(CommandTables::withThoseBelow)
                        .map(command -> command(command, names(most), names(several)))
                        .collect(Collectors.joining());
    }

    private static Set<String> names(List<OptionSpec> options) {
        return options.stream().map(CommandTables::told).collect(Collectors.toSet());
    }

    /** By what an option is known: of two commands it may mean two things. */
    private static String told(OptionSpec option) {
        return option.longestName() + " " + description(option);
    }

    private static Stream<CommandSpec> withThoseBelow(CommandSpec command) {
        return Stream.concat(
                Stream.of(command),
                new LinkedHashSet<>(command.subcommands().values())
                        .stream().map(CommandLine::getCommandSpec).flatMap(CommandTables::withThoseBelow));
    }

    private static String command(CommandSpec command, Set<String> most, Set<String> several) {
        List<OptionSpec> all = command.options().stream()
                .filter(option -> !option.hidden() && !most.contains(told(option)))
                .toList();
        List<OptionSpec> own =
                all.stream().filter(option -> !several.contains(told(option))).toList();
        String others = all.stream()
                .filter(option -> several.contains(told(option)))
                .map(option -> code(option.longestName()))
                .sorted()
                .collect(Collectors.joining(", "));
        List<String> parts = new ArrayList<>(
                List.of("\n## " + command.qualifiedName(" ").replaceFirst("^\\S+ ", ""), description(command)));
        if (!command.positionalParameters().isEmpty()) {
            parts.add(arguments(command));
        }
        if (!own.isEmpty()) {
            parts.add(flags(own.stream()).strip());
        }
        if (!others.isEmpty()) {
            parts.add("Of [several](#flags-of-several-commands): " + others + ".");
        }
        parts.addAll(footer(command));
        return String.join("\n\n", parts) + "\n";
    }

    private static String arguments(CommandSpec command) {
        return MarkdownTable.of(
                        List.of("argument", ""),
                        command.positionalParameters().stream()
                                .map(each -> List.of(code(each.paramLabel()), description(each)))
                                .toList())
                .text()
                .strip();
    }

    /** Those that more commands have than one number and not more than another, in the same words. */
    private static List<OptionSpec> shared(int over, int most) {
        List<OptionSpec> all = commands().stream()
                .flatMap(command -> command.options().stream())
                .filter(option -> !option.hidden())
                .toList();
        Map<String, Long> counts =
                all.stream().collect(Collectors.groupingBy(CommandTables::told, Collectors.counting()));
        Set<String> seen = new LinkedHashSet<>();
        return all.stream()
                .filter(option -> counts.getOrDefault(told(option), 0L) > over)
                .filter(option -> counts.getOrDefault(told(option), 0L) <= most)
                .filter(option -> seen.add(told(option)))
                .toList();
    }

    private static String flags(Stream<OptionSpec> options) {
        return MarkdownTable.of(
                        List.of("flag", ""),
                        options.sorted(Comparator.comparing(OptionSpec::longestName))
                                .map(option -> List.of(names(option), description(option)))
                                .toList())
                .text();
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return Arrays.stream(option.names()).map(name -> code(name + value)).collect(Collectors.joining(", "));
    }

    private static String description(CommandSpec command) {
        return plain(String.join(" ", command.usageMessage().description()));
    }

    private static String description(ArgSpec argument) {
        String whole = plain(String.join(" ", argument.description()));
        return argument.required() && argument instanceof OptionSpec ? whole + "; **required**" : whole;
    }

    /** Examples as they are typed, then what the help says below them. */
    private static List<String> footer(CommandSpec command) {
        List<String> typed = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (String line : Help.Ansi.OFF
                .string(String.join("\n", command.usageMessage().footer()))
                .lines()
                .toList()) {
            boolean example = line.startsWith("  ") || line.equals("Examples:");
            (example ? typed : said).add(line.strip());
        }
        String examples = typed.stream()
                .filter(line -> !line.equals("Examples:"))
                .map(line -> line.replaceFirst("(?<=\\S) {3,}(?=\\S)", "      # ") + "\n")
                .collect(Collectors.joining());
        return Stream.of(examples.isEmpty() ? "" : "```sh\n" + examples + "```", plain(String.join(" ", said)))
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
