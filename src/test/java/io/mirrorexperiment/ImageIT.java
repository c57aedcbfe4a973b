package io.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the image is made of fits what was packaged; {@code ImageRealTest} builds it. */
class ImageIT {
    /** Jackson asks for two annotations of java.beans if they are there, and does without them; of snakeyaml it only uses what reads and writes text. */
    private static final List<String> UNUSED = List.of(
            "com.fasterxml.jackson.databind.ext.Java7SupportImpl java.desktop",
            "org.yaml.snakeyaml.introspector.MethodProperty java.desktop");

    private static final Path PARTS = Path.of("tekton/parts");

    @TempDir
    Path folder = Path.of("");

    @Test
    void theJavaOfTheImageHasEveryModuleThatAClassOfTheProgramRefersTo() throws IOException {
        explode();

        String found = jdeps("-verbose:class", "-filter:none", folder.toString());

        Set<String> lacking = new TreeSet<>();
        Set<String> modules = resolved();
        for (String line : found.lines().toList()) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 4 && words[3].matches("(java|jdk)\\..*") && !modules.contains(words[3])) {
                lacking.add(words[0] + " " + words[3]);
            }
        }
        assertThat(found).contains("java.sql");
        assertThat(lacking).containsExactlyElementsOf(UNUSED);
    }

    @Test
    void theJavaOfTheImageHasTheSignalsThatTheProgramAsksForByName() throws ClassNotFoundException, IOException {
        assertThat(resolved())
                .contains(Class.forName("sun.misc.Signal").getModule().getName());
    }

    /** It runs for weeks, and what short commands gain at their start it would lose at each look. */
    @Test
    void aControllerIsCompiledAndCollectedForLong() throws IOException, InterruptedException {
        Matcher lasting =
                Pattern.compile("controller\\) lasting='([^']+)'").matcher(Files.readString(PARTS.resolve("launcher")));
        assertThat(lasting.find()).isTrue();

        String flags = flags(lasting.group(1).split(" ", -1));

        assertThat(flags).containsPattern("TieredStopAtLevel +:?= 4 ").containsPattern("UseParallelGC +:?= true ");
        assertThat(flags()).containsPattern("TieredStopAtLevel +:?= 1 ").containsPattern("UseSerialGC +:?= true ");
    }

    /** What a Java makes of the options of the image and some more. */
    private static String flags(String... more) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + PARTS.resolve("java-options")));
        words.addAll(List.of(more));
        words.addAll(List.of("-XX:+PrintFlagsFinal", "-version"));
        Process java = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void theImageRunsOnlyWhatIsThereAndAsNobody() throws IOException {
        String recipe = Files.readString(Path.of("tekton/Containerfile"));
        String launcher = Files.readString(PARTS.resolve("launcher"));

        assertThat(Pattern.compile("io\\.mirrorexperiment\\.[A-Za-z.]+")
                        .matcher(recipe + launcher)
                        .results()
                        .map(found -> found.group()))
                .contains("io.mirrorexperiment.cli.Main", "io.mirrorexperiment.cli.Rehearsal")
                .allSatisfy(name -> assertThat(Class.forName(name)).isNotNull());
        List<String> stages = Pattern.compile("(?m)^FROM (\\S+)(?: AS (\\S+))?$")
                .matcher(recipe)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(stages).hasSize(4).isSubsetOf("scratch", "base");
        assertThat(recipe).contains("\nUSER 65532:65532\n").doesNotContain("ADD ", "http");
    }

    private static Set<String> resolved() throws IOException {
        Set<String> modules = new TreeSet<>();
        Files.readAllLines(PARTS.resolve("modules")).forEach(name -> resolve(name, modules));
        return modules;
    }

    private static void resolve(String name, Set<String> into) {
        if (into.add(name)) {
            ModuleFinder.ofSystem().find(name).orElseThrow().descriptor().requires().stream()
                    .filter(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
                    .forEach(required -> resolve(required.name(), into));
        }
    }

    /** Of jars that are modules jdeps would ask for all that they require; of their classes in one folder it does not. */
    private void explode() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target/lib"))) {
            for (Path jar : files.toList()) {
                explode(jar);
            }
        }
    }

    private void explode(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().matches("(?!META-INF/|module-info).*\\.class")) {
                    Path target = folder.resolve(entry.getName());
                    Files.createDirectories(target.getParent());
                    Files.write(target, jar.getInputStream(entry).readAllBytes());
                }
            }
        }
    }

    private static String jdeps(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream said = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> all =
                Stream.concat(Arrays.stream(words), Stream.of("target/classes")).collect(Collectors.toList());
        int status = ToolProvider.findFirst("jdeps").orElseThrow().run(said, said, all.toArray(String[]::new));
        assertThat(status).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
