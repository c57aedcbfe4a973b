package io.mirrorexperiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plugin as it was packaged: what Jenkins needs is in it, what Jenkins has itself is not. */
class HpiIT {
    private static final Path TARGET = Path.of("target");
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void theManifestSaysWhatJenkinsAsks() throws IOException {
        try (JarFile hpi = new JarFile(TARGET.resolve("mirror-experiment.hpi").toFile())) {
            Attributes attributes = hpi.getManifest().getMainAttributes();

            assertThat(attributes.getValue("Short-Name")).isEqualTo("mirror-experiment");
            assertThat(attributes.getValue("PluginFirstClassLoader")).isEqualTo("true");
            assertThat(attributes.getValue("Jenkins-Version")).matches("2\\.\\d+\\.\\d");
            assertThat(attributes.getValue("Plugin-Version")).isNotBlank();
            assertThat(attributes.getValue("Plugin-Dependencies").split(","))
                    .allSatisfy(dependency -> assertThat(dependency).matches("[a-z-]+:[0-9][0-9a-z._-]*"));
        }
    }

    @Test
    void librariesAreTheEnginesAndNoneOfJenkins() throws IOException {
        assertThat(entries())
                .anyMatch(name -> name.startsWith("WEB-INF/lib/mirror-experiment-"))
                .anyMatch(name -> name.startsWith("WEB-INF/lib/kubernetes-client-7"))
                .anyMatch(name -> name.startsWith("WEB-INF/lib/jackson-databind-"))
                .noneMatch(name -> name.contains("slf4j") || name.contains("picocli") || name.contains("junit"));
    }

    @Test
    void everyExtensionIsInTheIndex() throws IOException {
        List<String> extensions = sources("@Extension");

        String index = text(plugin(), "META-INF/annotations/hudson.Extension.txt");

        assertThat(extensions).hasSizeGreaterThan(5);
        assertThat(index.lines().filter(line -> !line.startsWith("#")))
                .hasSizeGreaterThanOrEqualTo(extensions.size())
                .anyMatch(line -> line.endsWith("MirrorExperimentStep$Form"));
        assertThat(extensions).allSatisfy(type -> assertThat(index).contains(type));
    }

    /** These indices are kept by hand, since what writes them is on Jenkins' repository only. */
    @Test
    void everyHandKeptIndexNamesWhatTheSourcesHave() throws IOException {
        assertThat(lines("hudson.init.Initializer")).isEqualTo(sources("@Initializer"));
        assertThat(lines("hudson.init.Terminator")).isEqualTo(sources("@Terminator"));
        assertThat(lines("org.jenkinsci.Symbol")).isEqualTo(sources("@Symbol"));
    }

    @Test
    void noSignatureAndNoOtherEdgeIsPackaged() throws IOException {
        assertThat(names(plugin()))
                .contains("io/jenkins/plugins/mirrorexperiment/MirrorExperimentStep.class", "index.jelly")
                .noneMatch(name -> name.startsWith("hudson/")
                        || name.startsWith("org/")
                        || name.startsWith("jenkins/")
                        || name.startsWith("com/")
                        || name.startsWith("io/mirrorexperiment/cli/")
                        || name.startsWith("io/mirrorexperiment/sandbox/"));
        try (Stream<Path> jars = Files.list(TARGET)) {
            Path cli = jars.filter(jar -> jar.getFileName().toString().matches("mirror-experiment-.*(?<!plugin)\\.jar"))
                    .findFirst()
                    .orElseThrow();
            assertThat(names(Files.readAllBytes(cli))).noneMatch(name -> name.startsWith("io/jenkins/"));
        }
    }

    private static List<String> lines(String index) throws IOException {
        return text(plugin(), "META-INF/annotations/" + index).lines().sorted().toList();
    }

    /** The classes of the edge whose sources have an annotation, by their outer class. */
    private static List<String> sources(String annotation) throws IOException {
        List<String> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES.resolve("io/jenkins"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                if (Files.readString(file).lines().anyMatch(line -> line.strip().matches(annotation + "\\b.*"))) {
                    types.add(SOURCES.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace('/', '.'));
                }
            }
        }
        return types;
    }

    private static List<String> entries() throws IOException {
        return names(Files.readAllBytes(TARGET.resolve("mirror-experiment.hpi")));
    }

    private static byte[] plugin() throws IOException {
        try (JarFile hpi = new JarFile(TARGET.resolve("mirror-experiment.hpi").toFile())) {
            var entry = hpi.stream()
                    .filter(each -> each.getName().startsWith("WEB-INF/lib/mirror-experiment-"))
                    .findFirst()
                    .orElseThrow();
            try (InputStream in = hpi.getInputStream(entry)) {
                return in.readAllBytes();
            }
        }
    }

    private static List<String> names(byte[] jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static String text(byte[] jar, String name) throws IOException {
        try (JarInputStream in = new JarInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (Objects.equals(entry.getName(), name)) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("there is no " + name);
    }
}
