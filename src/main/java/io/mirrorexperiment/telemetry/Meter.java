package io.mirrorexperiment.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything that is measured, each under the name that dashboards know it by. Labels have few values, whatever people write into specs:
 * no run, no service and no namespace is among them.
 */
public enum Meter {
    /** Runs by phase. */
    RUNS(Form.GAUGE, "runs", "Runs that this process knows, by what they are at.", "phase"),
    /** Runs whose clean-up failed. */
    STUCK_RUNS(Form.GAUGE, "stuck_runs", "Runs that this process knows and whose clean-up failed: a person must act."),
    /** Verdicts. */
    VERDICTS(Form.COUNTER, "verdicts", "Verdicts that were found.", "verdict", "cause"),
    /** Ends. */
    OUTCOMES(Form.COUNTER, "outcomes", "Runs that have ended.", "outcome", "cause"),
    /** How long runs took. */
    RUN_DURATION(
            Form.HISTOGRAM,
            "run_duration_seconds",
            "Time from the first entry of a run's journal to its last.",
            List.of(60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 14400.0, 43200.0, 86400.0),
            "outcome"),
    /** Looks. */
    LOOKS(
            Form.COUNTER,
            "looks",
            "Looks at the evidence: at copies, or at a part of the live traffic.",
            "at",
            "trouble"),
    /** How late looks are. */
    LOOK_LATENESS(
            Form.HISTOGRAM,
            "look_lateness_seconds",
            "Time from when a look was due by its run's interval to when it was done, its questions to the metrics system included.",
            Buckets.LATENESS),
    /** How late workers are. */
    WAKE_LATENESS(
            Form.HISTOGRAM,
            "wake_lateness_seconds",
            "Time from when something was due in the queue to when a worker took it up.",
            Buckets.LATENESS),
    /** Stumbles. */
    STUMBLES(
            Form.COUNTER,
            "stumbles",
            "Deeds that failed, to be tried again unless that is hopeless.",
            "deed",
            "hopeless"),
    /** Turns that failed. */
    FAILED_TURNS(
            Form.COUNTER,
            "failed_turns",
            "Turns of a worker that failed as a whole, to be taken again: the API server is away, or there is a bug."),
    /** Calls to the API server. */
    API_REQUESTS(
            Form.COUNTER,
            "api_requests",
            "Requests to the API server; status is none where there was no answer.",
            "verb",
            "resource",
            "status"),
    /** How long they take. */
    API_REQUEST_DURATION(
            Form.HISTOGRAM,
            "api_request_duration_seconds",
            "Time from a request to the API server to the end of its answer.",
            Buckets.CALLS,
            "verb"),
    /** When the API server was heard of last. */
    API_LAST_ANSWER(
            Form.GAUGE,
            "api_last_answer_timestamp_seconds",
            "When the API server answered last with anything but a server error; 0 if it never has."),
    /** Questions to metrics systems. */
    METRICS_REQUESTS(
            Form.COUNTER,
            "metrics_requests",
            "Questions to metrics systems over HTTP; status is none where there was no answer.",
            "system",
            "status"),
    /** How long they take. */
    METRICS_REQUEST_DURATION(
            Form.HISTOGRAM,
            "metrics_request_duration_seconds",
            "Time from a question to a metrics system to the end of its answer.",
            Buckets.CALLS,
            "system"),
    /** Notifications. */
    NOTIFICATIONS(
            Form.COUNTER,
            "notifications",
            "Notifications that were delivered, or given up after the last try.",
            "channel",
            "result"),
    /** What waits. */
    QUEUE_DEPTH(Form.GAUGE, "queue_depth", "What is due and waits for a worker."),
    /** Workers. */
    WORKERS(Form.GAUGE, "workers", "Workers that advance runs."),
    /** Workers at work. */
    WORKERS_BUSY(Form.GAUGE, "workers_busy", "Workers that are advancing a run."),
    /** The longest deed. */
    LONGEST_BUSY(Form.GAUGE, "longest_busy_seconds", "For how long the longest busy worker has been at its run."),
    /** Leadership. */
    LEADER(Form.GAUGE, "leader", "1 if this process advances runs, 0 if it stands by."),
    /** The program. */
    BUILD_INFO(Form.INFO, "build_info", "The program that tells this; always 1.", "version");

    /** What every name begins with. */
    static final String PREFIX = "mirror_experiment_";

    private final Form form;
    private final String name;
    private final String help;
    private final List<Double> buckets;
    private final List<String> labels;

    Meter(Form form, String name, String help, String... labels) {
        this(form, name, help, List.of(), labels);
    }

    Meter(Form form, String name, String help, List<Double> buckets, String... labels) {
        this.form = form;
        this.name = name;
        this.help = help;
        this.buckets = buckets;
        this.labels = List.copyOf(Arrays.asList(labels));
    }

    /** As an exposition has it, as in {@code mirror_experiment_looks_total}. */
    public String fullName() {
        return PREFIX + name + (form == Form.COUNTER ? "_total" : "");
    }

    /** What it tells. */
    public String help() {
        return help;
    }

    /** What it is divided by. */
    public List<String> labels() {
        return labels;
    }

    /** What it is. */
    public Form form() {
        return form;
    }

    List<Double> buckets() {
        return buckets;
    }

    /** Prometheus' types of metrics, as far as they are used. */
    public enum Form {
        /** Goes up and down. */
        GAUGE,
        /** Only grows, from 0 when the process starts. */
        COUNTER,
        /** Counts by size. */
        HISTOGRAM,
        /** Always 1; its labels tell. */
        INFO;

        /** Lower case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Upper bounds of buckets, in seconds. */
    private static final class Buckets {
        static final List<Double> LATENESS =
                List.of(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);
        static final List<Double> CALLS = List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0);
    }
}
