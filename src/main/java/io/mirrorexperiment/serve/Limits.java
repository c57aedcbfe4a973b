package io.mirrorexperiment.serve;

import java.util.Map;

/**
 * Within which times the JDK's server has to be asked and answered, so that nobody can hold its threads by saying half of something. It knows
 * them by process only, and reads them when the first server of the process is made: whoever makes one sets them before.
 */
final class Limits {
    /** Seconds for a request and for an answer, and no wait between head and body. */
    private static final Map<String, String> OF_THE_PROCESS = Map.of(
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.nodelay", "true");

    private Limits() {}

    /** Sets those that the process was not started with. */
    static void set() {
        OF_THE_PROCESS.forEach((name, value) -> System.setProperty(name, System.getProperty(name, value)));
    }
}
