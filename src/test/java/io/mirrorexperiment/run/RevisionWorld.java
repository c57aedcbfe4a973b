package io.mirrorexperiment.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.experiment.Ending;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.journal.Entry;
import io.mirrorexperiment.journal.JournalStore;
import io.mirrorexperiment.journal.MemoryStore;
import io.mirrorexperiment.sandbox.ClusterView;
import io.mirrorexperiment.sandbox.kube.KubeApi;
import io.mirrorexperiment.sandbox.kube.KubeOptions;
import io.mirrorexperiment.sandbox.kube.knative.KnativeOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsOptions;
import io.mirrorexperiment.sandbox.prometheus.MetricsServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A small world with Knative on the real wire, whose time moves only when the driver moves it. */
final class RevisionWorld implements AutoCloseable {
    private static final Duration SCRAPE = Duration.ofSeconds(5);
    private static final int MOST_MOVES = 2_000;
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final List<String> KINDS = List.of(
            "services.serving.knative.dev", "revisions.serving.knative.dev", "virtualservices.networking.istio.io");

    final Ticking clock = new Ticking();
    final StillPods pods = new StillPods();
    final KubeApi api;
    final MetricsServer metrics;
    final RevisionRequests requests;
    final MemoryStore store = new MemoryStore();
    private final List<Cluster> clusters = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final Map<String, String> before;

    RevisionWorld(String... manifests) {
        api = KubeApi.start(KubeOptions.defaults()
                .withClock(clock)
                .withPods(pods)
                .withKnative(KnativeOptions.shipped().withScaleToZero(Duration.ofDays(9), Duration.ofDays(9))));
        metrics = MetricsServer.start(MetricsOptions.silent().withClock(clock));
        requests = new RevisionRequests(api.view(), metrics);
        Stream.of(manifests).forEach(manifest -> {
            api.apply(manifest);
            calm();
        });
        for (int second = 0; second < 120; second += (int) SCRAPE.toSeconds()) {
            move(SCRAPE);
        }
        before = bare(api.view());
    }

    Map<String, String> before() {
        return before;
    }

    Map<String, String> now() {
        return bare(api.view());
    }

    Runs engine(JournalStore journals) {
        return new Runs(cluster(), journals, RevisionWorld::none, clock, World.PATIENCE, false);
    }

    Cluster cluster() {
        Cluster cluster = Cluster.connect(ClusterOptions.fromKubeconfigText(api.kubeconfig()));
        synchronized (clusters) {
            clusters.add(cluster);
        }
        return cluster;
    }

    Runs engine() {
        return engine(store);
    }

    private static byte[] none(String path) throws IOException {
        throw new IOException(path + " does not exist");
    }

    Run begin(Experiment experiment) {
        return keep(engine().begin(experiment, "tester"));
    }

    Run keep(Run run) {
        synchronized (runs) {
            runs.add(run);
        }
        return run;
    }

    /** The run goes on to its end, without anybody's help. */
    Ending finish(Run run) {
        return drive(run, Standing::finished)
                .journal()
                .last(Entry.Finished.class)
                .orElseThrow()
                .ending();
    }

    /** The run goes on until its journal has an entry. */
    Standing drive(Run run, Class<? extends Entry> until) {
        return drive(run, standing -> standing.journal().has(until));
    }

    private Standing drive(Run run, Predicate<Standing> until) {
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            calm();
            Standing standing = run.advance();
            if (until.test(standing)) {
                return standing;
            }
            if (standing.finished()) {
                throw new AssertionError("ended too early: " + run.journal().entries());
            }
            moveTo(standing.next());
        }
        throw new AssertionError("it never comes there: " + run.journal().entries());
    }

    /** Time passes once Knative has done what it was asked for, scrape by scrape; at least a millisecond. */
    void moveTo(Instant until) {
        calm();
        Instant end = until.isAfter(clock.instant()) ? until : clock.instant().plusMillis(1);
        Duration far = Duration.between(clock.instant(), end);
        if (far.compareTo(Duration.ofMinutes(5)) > 0) {
            move(far.minus(SCRAPE));
        }
        while (clock.instant().isBefore(end)) {
            Duration left = Duration.between(clock.instant(), end);
            move(left.compareTo(SCRAPE) < 0 ? left : SCRAPE);
        }
    }

    private void move(Duration time) {
        clock.move(time);
        requests.flow((double) time.toMillis() / 1000, clock.instant());
    }

    /** Waits until Knative has nothing left to do. */
    void calm() {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isCalm()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("Knative does not come to rest: " + bare(api.view()));
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private boolean isCalm() {
        if (isStuck()) {
            return true;
        }
        boolean settled = Stream.of("services", "configurations", "routes", "revisions")
                .flatMap(kind -> api.view().list(kind + ".serving.knative.dev").stream())
                .allMatch(RevisionWorld::isSettled);
        boolean programmed =
                api.view().list("services.serving.knative.dev").stream().allMatch(RevisionWorld::isInForce);
        long wanted = api.view().list("deployments.apps").stream()
                .mapToLong(each -> each.at("/spec/replicas").asLong(1))
                .sum();
        return settled && programmed && api.view().list("pods").size() == wanted;
    }

    private static boolean isSettled(JsonNode object) {
        return !object.path("metadata").has("deletionTimestamp")
                && object.at("/status/observedGeneration").asLong()
                        == object.at("/metadata/generation").asLong()
                && !ready(object).equals("Unknown");
    }

    /** What waits for an image that cannot be pulled is at rest. */
    private boolean isStuck() {
        return api.view().list("pods").stream()
                .anyMatch(pod -> pod.at("/status/containerStatuses").findValue("waiting") != null);
    }

    private static boolean isInForce(JsonNode service) {
        List<String> wanted = targets(service.at("/spec/traffic"));
        List<String> there = targets(service.at("/status/traffic"));
        return wanted.size() == there.size()
                && wanted.stream().allMatch(target -> target.startsWith("/") || there.contains(target));
    }

    private static List<String> targets(JsonNode traffic) {
        return StreamSupport.stream(traffic.spliterator(), false)
                .map(target -> target.path("revisionName").asText() + "/"
                        + target.path("percent").asInt())
                .toList();
    }

    private static String ready(JsonNode object) {
        return StreamSupport.stream(object.at("/status/conditions").spliterator(), false)
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .map(condition -> condition.path("status").asText())
                .findFirst()
                .orElse("Unknown");
    }

    /** What users and we write, without what Knative and servers add. */
    private static Map<String, String> bare(ClusterView view) {
        Map<String, String> objects = new TreeMap<>(Objects.bare(view));
        objects.keySet()
                .removeIf(name -> !name.startsWith("leases")
                        && !name.startsWith("virtualservices/")
                        && !name.startsWith("virtualservices."));
        KINDS.forEach(kind -> view.list(kind).stream()
                .sorted(Comparator.comparing(each -> each.at("/metadata/name").asText()))
                .forEach(each ->
                        objects.put(kind + "/" + each.at("/metadata/name").asText(), text(kind, each))));
        return objects;
    }

    private static String text(String kind, JsonNode object) {
        return kind.startsWith("revisions")
                ? sorted(object.path("spec"))
                : sorted(object.path("spec")) + " " + annotations(object.at("/metadata/annotations"));
    }

    private static String sorted(JsonNode spec) {
        try {
            return SORTED.writeValueAsString(SORTED.treeToValue(spec, Object.class));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Map<String, String> annotations(JsonNode annotations) {
        Map<String, String> ours = new TreeMap<>();
        annotations.properties().stream()
                .filter(each -> each.getKey().startsWith("mirror-experiment.io/")
                        && !each.getKey().equals("mirror-experiment.io/generation"))
                .forEach(each -> ours.put(each.getKey(), each.getValue().asText()));
        return ours;
    }

    @Override
    public void close() {
        runs.forEach(Run::close);
        clusters.forEach(Cluster::close);
        metrics.close();
        api.close();
    }
}
