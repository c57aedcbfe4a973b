package io.mirrorexperiment.spec;

import io.mirrorexperiment.experiment.AccessLogPlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where live requests and their mirrored twins are found. */
final class AccessLogsForm {
    static final String CONTAINER = "istio-proxy";

    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final String PODS = "pods";
    private static final Form<String> FROM = Choice.of(PODS, PODS).or("files", "files");
    private static final String HINT = "write from: pods, or from: files with live and dark";

    private AccessLogsForm() {}

    /**
     * Reads the field of a section of metrics; empty where pairs are not asked for.
     *
     * @param knative whether the versions are revisions
     */
    static Optional<AccessLogPlace> read(Section spec, boolean knative) {
        Optional<Field> field = spec.find("metrics").map(Section::anyWords).flatMap(each -> each.find("accessLogs"));
        Optional<AccessLogPlace> place =
                field.map(each -> place(Section.of(each, List.of("from", "container", "live", "dark", "within"))));
        if (knative && place.filter(AccessLogPlace.InPods.class::isInstance).isPresent()) {
            field.get().wrong("from pods of Knative revisions is not in this version; write from: files");
        }
        return place;
    }

    private static AccessLogPlace place(Section logs) {
        String from = logs.need("from", FROM, PODS, HINT);
        Duration within = logs.read("within", Durations.positive(), WITHIN, "10s");
        return from.equals(PODS) ? inPods(logs, within) : inFiles(logs, within);
    }

    private static AccessLogPlace inPods(Section logs, Duration within) {
        if (logs.has("from")) {
            logs.refuse("live", "belongs to from: files; remove it");
            logs.refuse("dark", "belongs to from: files; remove it");
        }
        return new AccessLogPlace.InPods(logs.read("container", Text.LABEL_NAME, CONTAINER, CONTAINER), within);
    }

    private static AccessLogPlace inFiles(Section logs, Duration within) {
        logs.refuse("container", "belongs to from: pods; remove it");
        return new AccessLogPlace.InFiles(
                logs.need("live", Text.PATH, "", "name the file that holds the live version's access log"),
                logs.need("dark", Text.PATH, "", "name the file that holds the dark version's access log"),
                within);
    }
}
