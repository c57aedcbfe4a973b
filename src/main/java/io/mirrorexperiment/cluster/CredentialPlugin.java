package io.mirrorexperiment.cluster;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.cluster.ClusterException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs the program that a kubeconfig's {@code exec} names and puts the credentials that it prints in its place, by the
 * ExecCredential protocol of client-go (client.authentication.k8s.io).
 *
 * <p>fabric8's own way is not used: it mixes the program's warnings into its answer, and logs that answer if it can't read
 * it.
 */
final class CredentialPlugin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;

    private final JsonNode exec;
    private final JsonNode cluster;

    private CredentialPlugin(JsonNode exec, JsonNode cluster) {
        this.exec = exec;
        this.cluster = cluster;
    }

    /** Replaces the {@code exec} of a kubeconfig's user by what it yields; credentials that are there already win. */
    static void fill(ObjectNode user, JsonNode cluster) {
        JsonNode exec = user.path("exec");
        user.remove("exec");
        if (exec.isObject() && !user.has("token") && !user.has("tokenFile") && !user.has("username")) {
            new CredentialPlugin(exec, cluster).fill(user);
        }
    }

    private void fill(ObjectNode user) {
        JsonNode status = credential().path("status");
        put(user, "token", status.path("token").asText(""));
        put(
                user,
                "client-certificate-data",
                coded(status.path("clientCertificateData").asText("")));
        put(user, "client-key-data", coded(status.path("clientKeyData").asText("")));
    }

    private static void put(ObjectNode user, String key, String value) {
        if (!value.isEmpty()) {
            user.put(key, value);
        }
    }

    /** A plugin prints PEM; a kubeconfig holds it in base64. */
    private static String coded(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode credential() {
        try {
            JsonNode answer = JSON.readTree(output());
            if (!answer.path("apiVersion").equals(exec.path("apiVersion"))
                    || answer.path("status").isMissingNode()) {
                throw trouble("it does not print an ExecCredential of "
                        + exec.path("apiVersion").asText(""));
            }
            return answer;
        } catch (JacksonException unreadable) {
            // Not passed on: its text may quote the credential.
            throw trouble("what it prints is not JSON");
        }
    }

    private String output() {
        Process process = start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw trouble("it did not end within " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw trouble("it ended with exit code " + process.exitValue());
            }
            return output.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw trouble("we were told to stop waiting for it");
        } catch (IOException | ExecutionException | TimeoutException broken) {
            throw trouble("its output broke off");
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() {
        List<String> command = new ArrayList<>();
        command.add(exec.path("command").asText(""));
        exec.path("args").forEach(argument -> command.add(argument.asText()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        exec.path("env")
                .forEach(one -> environment.put(
                        one.path("name").asText(""), one.path("value").asText("")));
        environment.put("KUBERNETES_EXEC_INFO", info());
        try {
            return builder.start();
        } catch (IOException cannot) {
            String hint = exec.path("installHint").asText("");
            throw trouble("it cannot be started" + (hint.isEmpty() ? "" : "; " + hint.strip()));
        }
    }

    private String info() {
        ObjectNode info = JSON.createObjectNode();
        info.set("apiVersion", exec.path("apiVersion"));
        info.put("kind", "ExecCredential");
        ObjectNode spec = info.putObject("spec").put("interactive", false);
        if (exec.path("provideClusterInfo").asBoolean(false)) {
            spec.set("cluster", cluster);
        }
        return info.toString();
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private ClusterException trouble(String what) {
        return new ClusterException(
                Reason.UNCONFIGURED,
                "the kubeconfig's credential plugin '" + exec.path("command").asText("") + "' does not work: " + what);
    }
}
