package io.mirrorexperiment.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mirrorexperiment.real.GateProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The script of a Tekton Task, run as its pod would: with the Task's variables, this command line on the path, and a shop's cluster. */
final class TaskScript {
    static final Path GATE = Path.of("tekton/task/mirror-experiment/0.1/mirror-experiment.yaml");
    static final Path CLEAN_UP = Path.of("tekton/task/mirror-experiment-clean-up/0.1/mirror-experiment-clean-up.yaml");

    static final Path START = Path.of("tekton/task/mirror-experiment-start/0.1/mirror-experiment-start.yaml");
    static final Path EVALUATE = Path.of("tekton/task/mirror-experiment-evaluate/0.1/mirror-experiment-evaluate.yaml");
    static final Path FINISH = Path.of("tekton/task/mirror-experiment-finish/0.1/mirror-experiment-finish.yaml");
    static final List<Path> ALL = List.of(GATE, CLEAN_UP, START, EVALUATE, FINISH);

    private final JsonNode step;
    private final Path folder;
    private final Map<String, String> variables = new TreeMap<>();

    private TaskScript(JsonNode step, Path folder) {
        this.step = step;
        this.folder = folder;
    }

    /** The first step of a Task, with the values that its parameters have by default; what it needs is written to the folder. */
    static TaskScript of(Path task, Shop shop, Path folder) throws IOException {
        JsonNode spec = read(task).path("spec");
        TaskScript script = new TaskScript(spec.at("/steps/0"), Files.createDirectories(folder));
        spec.path("params")
                .forEach(param -> script.variables.put(
                        "$(params." + param.path("name").asText() + ")",
                        param.path("default").asText()));
        spec.path("results")
                .forEach(result -> script.variables.put(
                        "$(results." + result.path("name").asText() + ".path)",
                        results(folder).resolve(result.path("name").asText()).toString()));
        script.variables.put("$(context.taskRun.name)", "task-run");
        script.variables.put("$(workspaces.kubeconfig.path)", folder.toString());
        script.variables.put("$(workspaces.report.path)", folder.toString());
        script.with("namespace", "default");
        Files.createDirectories(results(folder));
        script.write("kubeconfig", Files.readString(shop.kubeconfig()));
        script.write("mirror-experiment.yaml", Files.readString(Path.of(shop.spec())));
        script.program();
        return script;
    }

    /** As Tekton has it: one folder, a file for each. */
    private static Path results(Path folder) {
        return folder.resolve("results");
    }

    static JsonNode read(Path yaml) throws IOException {
        return new YAMLMapper().readTree(yaml.toFile());
    }

    TaskScript with(String parameter, String value) {
        variables.put("$(params." + parameter + ")", value);
        return this;
    }

    Path folder() {
        return folder;
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** The shop's times are shorter than a user's may be. */
    private void program() throws IOException {
        Path program = write("mirror-experiment", """
                #!/bin/sh
                [ "$1" != run ] || set -- "$@" --shortest-interval 10
                echo "$$" > '%s'
                exec %s "$@"
                """.formatted(
                folder.resolve("pid"),
                GateProgram.words().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "))));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Starts it; each further word is one of the array parameter's. */
    Process start(String... words) throws IOException {
        List<String> line = new ArrayList<>(
                List.of("sh", write("script", step.path("script").asText()).toString()));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        step.path("env").forEach(variable -> builder.environment()
                .put(
                        variable.path("name").asText(),
                        variables.getOrDefault(
                                variable.path("value").asText(),
                                variable.path("value").asText())));
        builder.environment().merge("PATH", folder.toString(), (path, mine) -> mine + ":" + path);
        return builder.start();
    }

    /** Runs it to its end; its exit code. */
    int run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        if (!process.waitFor(80, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("not over:\n" + said());
        }
        return process.exitValue();
    }

    String said() throws IOException {
        return Files.readString(folder.resolve("said"));
    }

    String result(String name) throws IOException {
        return Files.readString(results(folder).resolve(name));
    }

    /** What a reader of the report would reckon. */
    String digest() throws IOException {
        try {
            byte[] report = Files.readString(folder.resolve("report.json")).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(report));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process of the command line that is running. */
    long process() throws IOException {
        return Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    }
}
