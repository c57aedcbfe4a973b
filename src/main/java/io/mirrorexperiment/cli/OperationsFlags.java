package io.mirrorexperiment.cli;

import io.mirrorexperiment.telemetry.JsonLogging;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** How a controller shows itself to those who operate it. In a pod it does without being told to. */
final class OperationsFlags {
    /** Every pod has this variable. */
    private static final String POD = "KUBERNETES_SERVICE_HOST";

    private static final int PORT = 8080;
    private static final int NONE = -1;
    private static final int HIGHEST = 65_535;
    private static final String LOG = "--log";

    /** Forms of the log. */
    enum Form {
        /** Lines for people. */
        TEXT,
        /** Lines for machines. */
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description =
                    "show /metrics, /healthz and /readyz on this port of all addresses; 0 takes a free one (in a pod: "
                            + PORT + "; else none)")
    int port = NONE;

    @Option(
            names = LOG,
            paramLabel = "FORM",
            description =
                    "how standard output tells what happens: ${COMPLETION-CANDIDATES} (in a pod: json, an object per line; else text)")
    @SuppressWarnings("unused") // Main has looked at it before any class could log
    Form log = Form.TEXT;

    /** Where to listen; empty for nowhere. */
    OptionalInt port(Host host) {
        if (port > HIGHEST || port < NONE) {
            throw Refusal.usage("--http-port must be 0 to " + HIGHEST + ", but is " + port);
        }
        if (port == NONE) {
            return inPod(host.environment()) ? OptionalInt.of(PORT) : OptionalInt.empty();
        }
        return OptionalInt.of(port);
    }

    /** Whether the process that was started so logs JSON. Asked before anything is logged, so before the flags are read. */
    static boolean logsJson(List<String> arguments, Map<String, String> environment) {
        boolean controls = arguments.stream()
                .filter(word -> !word.startsWith("-"))
                .findFirst()
                .filter("controller"::equals)
                .isPresent();
        if (!controls) {
            return false;
        }
        List<String> said = Arrays.asList(String.join("=", arguments).split("=", -1));
        int at = said.lastIndexOf(LOG);
        boolean asked = at >= 0 && at + 1 < said.size();
        return asked ? said.get(at + 1).equalsIgnoreCase(Form.JSON.toString()) : inPod(environment);
    }

    /** Whether this process does, as {@link Main} has found. */
    static boolean logsJson() {
        return JsonLogging.isUsed();
    }

    private static boolean inPod(Map<String, String> environment) {
        return environment.containsKey(POD);
    }
}
