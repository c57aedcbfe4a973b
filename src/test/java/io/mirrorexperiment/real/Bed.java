package io.mirrorexperiment.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * The running test bed: what {@code src/testbed/up} started, and where it is reached from this process. A test asks for
 * the part that it needs; on a machine that can't have the part the test is aborted with a loud line, never passed.
 *
 * <p>Other beds can be used for a time: {@code -Dtestbed=FILE} names a properties file like the one that {@code up} writes.
 */
public final class Bed {
    private static final Set<String> PARTS =
            Set.of("api", "mesh", "prometheus", "knative", "knative-definitions", "tekton");

    /** The exit status of src/testbed/up where the machine can't have a bed, as opposed to one that is broken. */
    private static final int UNAVAILABLE = 3;

    private static @Nullable Bed running;

    private final Properties facts;

    private Bed(Properties facts) {
        this.facts = facts;
    }

    /** Starts the bed unless it runs already, once per process. */
    public static synchronized Bed up() {
        if (running == null) {
            String named = System.getProperty("testbed");
            running = new Bed(load(named == null ? start() : Path.of(named)));
        }
        return running;
    }

    /** A program that the bed does not need, built where it is missing; aborts the calling test, loudly, where it can't be. */
    public static Path built(String name) {
        Said said = Said.of(List.of("src/testbed/build", name), 1800);
        if (said.status() == UNAVAILABLE) {
            lack(name + ": " + said.err().strip().replace("REAL PART MISSING: ", ""));
        }
        said.mustSucceed();
        String home = Said.of(List.of("bash", "-c", ". src/testbed/lib/common.sh; echo $BIN"), 10)
                .mustSucceed();
        return Path.of(home.strip()).resolve(name);
    }

    private static Path start() {
        Said said = Said.of(List.of("src/testbed/up"), 1800);
        if (said.status() == UNAVAILABLE) {
            System.err.println(said.err().strip());
            Assumptions.abort(said.err().strip());
        }
        if (said.status() != 0) {
            throw new IllegalStateException("src/testbed/up ended with " + said.status() + ":\n" + said.all());
        }
        return Path.of(Said.of(List.of("src/testbed/env", "file"), 60).out().strip());
    }

    private static Properties load(Path file) {
        Properties read = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            read.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return read;
    }

    /**
     * Aborts the calling test, loudly, where the machine can't have the part: {@code api}, {@code mesh}, {@code prometheus}, {@code knative},
     * {@code tekton}, or the definitions of Knative's objects alone, {@code knative-definitions}.
     */
    public Bed with(String part) {
        if (!PARTS.contains(part)) {
            throw new IllegalArgumentException(part + " is none of " + PARTS);
        }
        String missing = facts.getProperty("missing." + part);
        if (missing != null) {
            lack(part + ": " + missing);
        }
        return this;
    }

    /** Aborts the calling test with a loud line that names what is missing, and why. */
    static void lack(String part) {
        String line = "REAL PART MISSING: " + part;
        System.err.println(line);
        Assumptions.abort(line);
    }

    /** An administrator's kubeconfig. */
    public Path kubeconfig() {
        return Path.of(fact("kubeconfig"));
    }

    /** The Kubernetes API server. */
    public URI api() {
        return URI.create(fact("api"));
    }

    /** The Prometheus that scrapes every sidecar and gateway once a second. */
    public URI prometheus() {
        return URI.create(fact("prometheus"));
    }

    /** The ingress gateway's plain HTTP port. */
    public URI gateway() {
        return URI.create(fact("gateway"));
    }

    /** A program of the bed: kubectl, istioctl, prometheus, envoy, … */
    public Path program(String name) {
        return Path.of(fact("bin")).resolve(name);
    }

    /** Runs kubectl as the administrator and returns what it printed; it must succeed. */
    public String kubectl(String... words) {
        List<String> command = new ArrayList<>(List.of(
                program("kubectl").toString(), "--kubeconfig", kubeconfig().toString()));
        command.addAll(List.of(words));
        return Said.of(command, 120).mustSucceed();
    }

    /** A fact of the bed's properties file. */
    public String fact(String name) {
        String value = facts.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the test bed says nothing of " + name + "; known: " + facts.keySet());
        }
        return value;
    }

    /** What a program said, with its exit status. */
    public record Said(int status, String out, String err) {
        /** Runs a program to its end, in the project's folder. */
        public static Said of(List<String> command, int seconds) {
            try {
                Path out = Files.createTempFile("said", ".out");
                Path err = Files.createTempFile("said", ".err");
                Process process = new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command + " did not end within " + seconds + " s: "
                            + Files.readString(out) + Files.readString(err));
                }
                Said said = new Said(process.exitValue(), Files.readString(out), Files.readString(err));
                Files.delete(out);
                Files.delete(err);
                return said;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Both streams. */
        public String all() {
            return out + err;
        }

        /** The output of a program that must have succeeded. */
        public String mustSucceed() {
            if (status != 0) {
                throw new IllegalStateException("exit " + status + ":\n" + all());
            }
            return out;
        }
    }
}
