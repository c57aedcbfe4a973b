package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Patiently;
import io.mirrorexperiment.run.Staged;
import io.mirrorexperiment.run.Staging;
import io.mirrorexperiment.sandbox.Travels;
import io.mirrorexperiment.traffic.scenario.Scenario;
import io.mirrorexperiment.traffic.scenario.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The travels demo's place on the test bed: its own manifests on a real Kubernetes, fortio, Envoys that istiod tells what to do, and
 * Prometheus. Scenarios are typed, as users do it. The services that no claim speaks of are left out.
 */
final class TourBed implements TourPlace {
    private static final Set<String> UNSAID = Set.of("cars", "flights", "insurances", "discounts");
    private static final double PORTALS_QPS = 10;

    /** Two scrapes, of one second each. */
    private static final Duration BEHIND = Duration.ofSeconds(2);

    private final Bed bed = Bed.up().with("api").with("mesh").with("prometheus");
    private final AtomicInteger files = new AtomicInteger();
    private final Path folder;
    private final TourNumbers numbers = TourNumbers.at(bed.prometheus().toString(), BEHIND);

    private final Cluster cluster = Cluster.connect(new ClusterOptions(
            Optional.of(bed.kubeconfig().toString()), Optional.empty(), Optional.empty(), Duration.ofSeconds(30)));

    private TourBed(Path folder) {
        this.folder = folder;
    }

    /** Opens the agency, with all versions of its services, then the portals. What it writes goes to the folder. */
    static TourBed open(Path folder) {
        TourBed place = new TourBed(folder);
        try {
            place.clear("--wait=true");
            place.deploy(
                    said(Travels.agency()) + "---\n" + Travels.travelsVersions() + "---\n" + Travels.mysqldbVersions());
            place.deploy(Travels.portals(PORTALS_QPS));
            return place;
        } catch (RuntimeException | AssertionError e) {
            place.close();
            throw e;
        }
    }

    private static String said(String manifests) {
        return Stream.of(manifests.split("(?m)^---\n"))
                .filter(text -> UNSAID.stream().noneMatch(name -> text.contains("labels: {app: " + name)))
                .collect(Collectors.joining("---\n"));
    }

    @Override
    public void deploy(String manifests) {
        bed.kubectl("apply", "-f", write(manifests).toString());
        for (String namespace : List.of(Travels.AGENCY, Travels.PORTALS)) {
            if (!bed.kubectl("get", "deployments", "-n", namespace, "-o", "name")
                    .isEmpty()) {
                bed.kubectl(
                        "wait", "-n", namespace, "deployment", "--all", "--for=condition=Available", "--timeout=110s");
            }
        }
    }

    /** Until its pods are away, too. */
    @Override
    public void remove(String manifests) {
        Path file = write(manifests);
        bed.kubectl("delete", "-f", file.toString(), "--cascade=foreground", "--timeout=110s");
    }

    /** What was typed is what the plan says: put up once more from there it would change nothing. */
    @Override
    public void putUp(Scenario scenario) {
        type(TourWords.of(scenario));
        Staging staging =
                new Staging(cluster, Optional.of("istio"), Clock.systemUTC(), Duration.ZERO, Patiently::pass, false);
        assertThat(staging.rehearse(scenario))
                .isInstanceOfSatisfying(Staged.Rehearsed.class, rehearsed -> assertThat(rehearsed.diffs())
                        .isEmpty());
    }

    @Override
    public void takeDown(Target service) {
        type(List.of("scenario", "delete", service.service(), "-n", service.namespace()));
    }

    private String type(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of("--kubeconfig", bed.kubeconfig().toString(), "--settle", "1"));
        Typed typed = Typed.on(folder.resolve("state"), all.toArray(String[]::new));
        assertThat(typed.code()).as(typed.out() + typed.err()).isZero();
        return typed.out();
    }

    @Override
    public Snapshot snapshot() {
        return Snapshot.of(this::list);
    }

    private List<ObjectNode> list(String kind) {
        List<ObjectNode> found = new ArrayList<>();
        try {
            for (JsonNode object : new ObjectMapper()
                    .readTree(bed.kubectl("get", kind, "-A", "-o", "json"))
                    .path("items")) {
                if (Set.of(Travels.AGENCY, Travels.PORTALS)
                        .contains(object.at("/metadata/namespace").asText())) {
                    found.add((ObjectNode) object);
                }
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    @Override
    public TourNumbers numbers() {
        return numbers;
    }

    private Path write(String manifests) {
        try {
            return Files.writeString(folder.resolve("applied-" + files.incrementAndGet() + ".yaml"), manifests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void clear(String wait) {
        bed.kubectl("delete", "namespace", Travels.AGENCY, Travels.PORTALS, "--ignore-not-found", wait);
    }

    @Override
    public void close() {
        numbers.close();
        cluster.close();
        clear("--wait=false");
    }
}
