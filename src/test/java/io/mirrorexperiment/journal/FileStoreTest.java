package io.mirrorexperiment.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.experiment.RunId;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileStoreTest extends JournalStoreContract {
    private static final RunId RUN = new RunId("default", "reviews-v2", 1);

    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private final Path folder;

    FileStoreTest(@TempDir Path temporary) {
        folder = temporary.resolve("made").resolve("later");
    }

    @Override
    protected JournalStore neighbour() {
        return new FileStore(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "{}", "{\"format\":1}", "{\"format\":1,\"id\":", "\u0000\u0000\u0000"})
    void aFileThatIsNoJournalIsNeverTakenForARunThatHasNotBegun(String content) throws IOException {
        write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatThrownBy(() -> neighbour().load(RUN))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(file() + ": ")
                .hasMessageMatching("(?s).*(mirror-experiment restore|use the version that wrote it).*");
        assertThatThrownBy(() -> neighbour().save(Journals.begun(1))).isInstanceOf(StoreException.class);
        assertThat(file()).hasContent(content);
    }

    @Test
    void bytesThatAreNoTextAreNoJournal() throws IOException {
        write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3});

        assertThatThrownBy(() -> neighbour().load(RUN))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("this is no journal of mirror-experiment");
    }

    @Test
    void aJournalUnderAnotherRunsNameIsRefused() throws IOException {
        write(JournalText.write(Journals.begun(2)).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatThrownBy(() -> neighbour().load(RUN))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds the journal of another run, default.reviews-v2.2");
    }

    @Test
    void whatCannotBeReadIsNotAbsent() throws IOException {
        Files.createDirectories(file());

        assertThatThrownBy(() -> neighbour().load(RUN))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file().toString());
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.createDirectories(folder.resolveSibling(""));
        Files.writeString(folder, "a file");

        assertThatThrownBy(() -> neighbour().save(Journals.begun(1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(folder.toString());
    }

    /** The old file is in its place, whole, until the new one is. */
    @Test
    void whatAKilledProcessLeftHalfWrittenDoesNoHarm() throws IOException {
        neighbour().save(Journals.flowing(1));
        Files.writeString(folder.resolve("." + RUN + ".json.new"), "{\"format\":1,\"id\":{\"name".repeat(1000));

        boolean saved = neighbour().save(Journals.flowing(1).plus(Journals.judged()));

        assertThat(saved).isTrue();
        assertThat(neighbour().load(RUN)).contains(Journals.flowing(1).plus(Journals.judged()));
        assertThat(neighbour().runs()).containsExactly(RUN);
    }

    @Test
    void filesOfOthersAreNoRuns() throws IOException {
        neighbour().save(Journals.begun(1));
        Files.writeString(folder.resolve("notes.txt"), "");
        Files.writeString(folder.resolve("report.json"), "{}");

        assertThat(neighbour().runs()).containsExactly(RUN);
    }

    @Test
    void ofProcessesThatRaceNoneOverwritesAnother() throws Exception {
        neighbour().save(Journals.begun(1));
        List<Process> processes = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            CLASS_PATH,
                            Rival.class.getName(),
                            folder.toString(),
                            "process " + writer)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }

        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        assertNothingIsLost();
    }

    /** As in Jenkins, where each of two versions of a plugin has a class loader of its own. */
    @Test
    void ofClassLoadersThatRaceInOneProcessNoneOverwritesAnother() throws Exception {
        neighbour().save(Journals.begun(1));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (URLClassLoader one = stranger();
                URLClassLoader other = stranger()) {
            List<Future<?>> rivals = List.of(threads.submit(() -> race(one)), threads.submit(() -> race(other)));
            for (Future<?> rival : rivals) {
                rival.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertNothingIsLost();
    }

    /** A loader that shares nothing of ours with this test's. */
    private static URLClassLoader stranger() throws IOException {
        List<URL> parts = new ArrayList<>();
        for (String part : CLASS_PATH.split(File.pathSeparator, -1)) {
            parts.add(Path.of(part).toUri().toURL());
        }
        return new URLClassLoader(parts.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private Void race(ClassLoader loader) throws ReflectiveOperationException {
        Method main = Class.forName(Rival.class.getName(), true, loader).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) new String[] {folder.toString(), loader.toString()});
        return null;
    }

    private void assertNothingIsLost() {
        assertThat(neighbour().load(RUN).orElseThrow().all(Entry.Asked.class).map(Entry.Asked::by))
                .hasSize(2 * Rival.TIMES)
                .doesNotHaveDuplicates();
    }

    @Test
    void aLockThatThisProcessHoldsOtherwiseIsARefusalThatNamesIt() throws IOException {
        neighbour().save(Journals.begun(1));
        Path lock = folder.resolve("." + RUN + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThatThrownBy(() -> neighbour().save(Journals.flowing(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(lock + " is held by another part of this process");
        }
        assertThat(neighbour().save(Journals.flowing(1))).isTrue();
    }

    private void write(byte[] content) throws IOException {
        Files.createDirectories(folder);
        Files.write(file(), content);
    }

    private Path file() {
        return folder.resolve("default.reviews-v2.1.json");
    }
}
