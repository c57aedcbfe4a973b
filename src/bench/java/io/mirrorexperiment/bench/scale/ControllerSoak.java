package io.mirrorexperiment.bench.scale;

import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.LoadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code controller}, as users start it, for a long time: experiments are applied, wait for each other, run, are rolled back, and
 * are deleted when they are over, with another one in their place; those of two services are refused as not possible. Prints
 * the heap of that process after a collection, minute by minute, and by how much it rises.
 */
public final class ControllerSoak {
    private static final List<String> SERVICES = List.of("reviews", "details", "ratings");
    private static final int SETTLING = 3;
    private static final String HEAD = """
            apiVersion: mirror-experiment.io/v1
            kind: MirrorExperiment
            metadata: {name: "%s", namespace: default}
            """;

    private final Sandbox sandbox;
    private final int each;
    private int begun;
    private int over;

    private ControllerSoak(Sandbox sandbox, int each) {
        this.sandbox = sandbox;
        this.each = each;
    }

    /** Takes how many experiments there are at a time for each of three services, and for how many minutes they go on. */
    public static void main(String[] arguments) throws Exception {
        int each = Integer.parseInt(arguments[0]);
        int minutes = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("controller-soak");
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.bookinfo().withScrapeInterval(Duration.ofMillis(500)))) {
            ControllerSoak soak = new ControllerSoak(sandbox, each);
            soak.prepare(folder.resolve("kubeconfig"));
            Process controller = start(folder);
            try {
                soak.watch(controller, minutes);
            } finally {
                controller.destroy();
                controller.waitFor(30, TimeUnit.SECONDS);
            }
        }
        System.exit(0);
    }

    private void prepare(Path kubeconfig) throws IOException {
        for (String service : SERVICES) {
            sandbox.profiles().put(dark(service), ImageProfile.parse(ImageProfile.STEADY, "latency=5ms±1ms"));
        }
        if (!sandbox.awaitPods(Duration.ofSeconds(60))) {
            throw new IllegalStateException("the sandbox' pods do not start");
        }
        sandbox.load(LoadOptions.of(sandbox.gatewayUrl().resolve("/productpage"), "bookinfo.example", "/productpage")
                .withQps(20));
        Files.writeString(kubeconfig, sandbox.kubeconfig());
        try (InputStream definition =
                Objects.requireNonNull(ControllerSoak.class.getResourceAsStream("/crds/mirrorexperiments.yaml"))) {
            sandbox.cluster().apply(new String(definition.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Process start(Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path", "."),
                        "io.mirrorexperiment.cli.Main",
                        "controller",
                        "--kubeconfig",
                        folder.resolve("kubeconfig").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private void watch(Process controller, int minutes) throws IOException, InterruptedException {
        List<Double> heaps = new ArrayList<>();
        for (int minute = 1; minute <= minutes; minute++) {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (System.nanoTime() < end) {
                turn();
                Thread.sleep(500);
            }
            double heap = heap(controller);
            heaps.add(heap);
            System.out.printf(
                    Locale.ROOT,
                    "minute %d: %d experiments over, %d there, heap %.2f MB, %d threads%n",
                    minute,
                    over,
                    begun - over,
                    heap,
                    threads(controller));
        }
        System.out.printf(
                Locale.ROOT,
                "the heap rises by %.4f MB a minute after the first %d%n",
                Soak.slope(heaps.subList(Math.min(SETTLING, heaps.size()), heaps.size())),
                SETTLING);
    }

    /** Deletes what is over and applies another in its place. */
    private void turn() {
        List<String> done = sandbox.cluster().view().list("mirrorexperiments.mirror-experiment.io").stream()
                .filter(each -> each.at("/status/stage").asText().equals("Completed"))
                .map(each -> each.at("/metadata/name").asText())
                .toList();
        for (String name : done) {
            sandbox.cluster().delete(HEAD.formatted(name));
            over++;
        }
        while (begun - over < each * SERVICES.size()) {
            sandbox.cluster().apply(spec(begun++));
        }
    }

    private static String dark(String service) {
        return "example/" + service + ":2.0";
    }

    private String spec(int number) {
        String service = SERVICES.get(number % SERVICES.size());
        return HEAD.formatted(service + "-" + number) + """
                spec:
                  service: %s
                  live: {version: v1}
                  dark: {version: v2, image: "%s"}
                  mirror: {percent: 100, settle: 200ms}
                  metrics: {prometheus: {url: "%s"}}
                  objectives:
                  - {metric: latency-mean, upperLimit: 0.001}
                  duration: {interval: 1s, iterations: 12, warmUp: 0}
                  decision: {rule: point, failFast: false}
                  protection: {baseline: 2s}
                """.formatted(service, dark(service), sandbox.prometheusUrl());
    }

    /** Megabytes in use after a collection. */
    private static double heap(Process controller) throws IOException, InterruptedException {
        told(controller, "GC.run");
        return told(controller, "GC.heap_info")
                        .lines()
                        .filter(line -> line.contains("generation") && line.contains("used"))
                        .map(line -> line.replaceFirst(".*used (\\d+)K.*", "$1"))
                        .mapToLong(Long::parseLong)
                        .sum()
                / 1e3;
    }

    private static long threads(Process controller) throws IOException, InterruptedException {
        return told(controller, "Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"") && line.contains("#"))
                .count();
    }

    private static String told(Process controller, String question) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(controller.pid()),
                        question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        asked.waitFor();
        return answer;
    }
}
