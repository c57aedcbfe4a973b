package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.cluster.Claim;
import io.mirrorexperiment.cluster.Claims;
import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterOptions;
import io.mirrorexperiment.cluster.Grant;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.sandbox.Sandbox;
import io.mirrorexperiment.sandbox.SandboxOptions;
import io.mirrorexperiment.sandbox.mesh.ImageProfile;
import io.mirrorexperiment.sandbox.mesh.MeshClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios typed against the sandbox: requests go as they say, and after delete everything is as it was. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ScenarioCommandsTest {
    private static final ImageProfile QUICK = ImageProfile.parse(ImageProfile.STEADY, "latency=1ms,start=10ms");
    private static final String NAMESPACE = "travel-agency";
    private static final List<Kind> KINDS =
            List.of(Kind.VIRTUAL_SERVICE, Kind.DESTINATION_RULE, new Kind("networking.istio.io", "Gateway"));
    private static final Address TRAVELS = new Address(Kind.VIRTUAL_SERVICE, NAMESPACE, "travels");
    private static final String ROUTE = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: travels, namespace: travel-agency}
            spec:
              hosts: [travels]
              http:
              - name: mine
                route:
                - destination: {host: travels, subset: first}
                retries: {attempts: 2}
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: travels, namespace: travel-agency}
            spec:
              host: travels
              subsets: [{name: first, labels: {version: v1}}]
            """;

    @TempDir
    Path folder = Path.of("");

    private final OkHttpClient http = new OkHttpClient();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.empty()
            .withImages(Map.of("example/travels:1", QUICK, "example/travels:2", QUICK, "example/travels:3", QUICK)));
    private final MeshClient client = sandbox.mesh().client("portal", "travel-portal", Map.of("app", "portal"));

    @BeforeEach
    void open() throws IOException {
        sandbox.apply(
                "{apiVersion: v1, kind: Namespace, metadata: {name: travel-agency, labels: {istio-injection: enabled}}}");
        sandbox.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: travels, namespace: travel-agency}
                spec: {selector: {app: travels}, ports: [{name: http, port: 8000}]}
                """);
        IntStream.rangeClosed(1, 3).forEach(version -> sandbox.apply(deployment(version)));
        Files.writeString(folder.resolve("config"), sandbox.kubeconfig());
        assertThat(sandbox.awaitPods(Duration.ofSeconds(60))).isTrue();
    }

    @AfterEach
    void close() {
        client.close();
        sandbox.close();
        http.dispatcher().executorService().shutdown();
    }

    @Test
    void eachPortalGetsAVersionOfItsOwnUntilTheScenarioIsDeleted() {
        Typed put = type(
                "request-routing",
                "travels",
                "--rule",
                "header:portal=travels.uk=>v1",
                "--rule",
                "header:portal=viaggi.it=>v2",
                "--rule",
                "header:portal=voyages.fr=>v3");

        assertThat(put.code()).as(put.err()).isZero();
        await(() -> answers("travels.uk").equals(List.of("travels-v1")));
        await(() -> answers("viaggi.it").equals(List.of("travels-v2")));
        await(() -> answers("voyages.fr").equals(List.of("travels-v3")));
        assertThat(type("list").out())
                .contains("travels.travel-agency", "VirtualService travel-agency/travels-scenario +")
                .contains("portal voyages.fr → v3 100 %");
        assertThat(type("delete", "travels").code()).isZero();
        assertThat(routes()).isEmpty();
        assertThat(type("list").out()).isEmpty();
    }

    @Test
    void overARouteOfTheUserEveryScenarioIsTakenBackByteForByte() {
        sandbox.apply(ROUTE);
        await(() -> answers("any").equals(List.of("travels-v1")));
        List<String> before = routes();
        List<List<String>> scenarios = List.of(
                List.of("traffic-shifting", "travels", "--to", "v2"),
                List.of("fault-injection", "travels", "--abort", "418"),
                List.of("request-timeouts", "travels", "--timeout", "3s"),
                List.of("circuit-breaking", "travels", "--max-connections", "1", "--eject-after", "1"),
                List.of("mirroring", "travels", "--to", "v1=80,v2=20", "--mirror", "v3=50"));

        List<List<String>> during = scenarios.stream().map(words -> put(words)).toList();

        assertThat(during).doesNotHaveDuplicates().doesNotContain(before);
        assertThat(type("delete", "travels").code()).isZero();
        assertThat(routes()).isEqualTo(before);
        await(() -> answers("any").equals(List.of("travels-v1")));
    }

    @Test
    void weightsFaultsAndCopiesActAsTheySay() {
        sandbox.apply(ROUTE);
        put(List.of("traffic-shifting", "travels", "--to", "v2"));
        await(() -> answers("any").equals(List.of("travels-v2")));
        put(List.of("fault-injection", "travels", "--abort", "418", "--when", "header:portal=tester"));
        await(() -> answers("tester").equals(List.of("418")));
        await(() -> answers("any").equals(List.of("travels-v1")));

        put(List.of("mirroring", "travels", "--to", "v2", "--mirror", "v3=100"));

        await(() -> answers("any").equals(List.of("travels-v2")));
        int copies = copies();
        await(() -> answers("any").equals(List.of("travels-v2")) && copies() > copies);
    }

    @Test
    void aDryRunPrintsAndTouchesNothing() {
        sandbox.apply(ROUTE);
        List<String> before = routes();

        Typed dry = type("traffic-shifting", "travels", "--to", "v1=80,v2=20", "--dry-run");

        assertThat(dry.code()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("kind: VirtualService", "weight: 80", "subset: first", "- name: mine");
        assertThat(dry.err()).contains("+++ VirtualService travel-agency/travels", "warning: The last rule takes all");
        assertThat(routes()).isEqualTo(before);
    }

    @Test
    void aFileSaysAllOfIt() throws IOException {
        Path file = Files.writeString(folder.resolve("travels.yaml"), """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorScenario
                metadata: {namespace: travel-agency}
                spec:
                  service: travels
                  rules:
                  - match: [{headers: {portal: voyages.fr}}]
                    timeout: 2s
                    to: {v3: 100}
                  - to: {v1: 80, v2: 20}
                    mirror: {to: {v3: 50}}
                  circuitBreaker: {pool: {connections: 10}, outliers: {errors: 5, ejection: 30s}}
                """);

        Typed put = type("apply", "-f", file.toString());

        assertThat(put.code()).as(put.err()).isZero();
        assertThat(String.join("", routes()))
                .contains("maxConnections: 10", "baseEjectionTime: 30s", "timeout: 2s", "regex: GET|HEAD|OPTIONS");
        assertThat(type("apply", "-f", file.toString()).out()).contains("nothing to change");
    }

    @Test
    void mistakesOfAFileComeAllAtOnceWithTheirLines() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorScenario
                spec:
                  servce: travels
                  rules:
                  - to: {v1: 80, v2: 30}
                  - match: [{headers: {portal: {exakt: x}}}]
                    fault: {delay: {time: 5}}
                """);

        Typed put = type("apply", "-f", file.toString());

        assertThat(put.code()).isEqualTo(3);
        assertThat(put.err())
                .contains("line 4, column 3", "servce", "did you mean service")
                .contains("line 6", "must add up to 100, but adds up to 110")
                .contains("line 7", "exakt")
                .contains("line 8", "5s");
        assertThat(routes()).isEmpty();
    }

    @Test
    void whatGitOpsOwnsIsRefusedUnlessAskedFor() {
        sandbox.apply(ROUTE.replace(
                "metadata: {name: travels,",
                "metadata: {annotations: {argocd.argoproj.io/tracking-id: \"shop:x\"}, name: travels,"));
        List<String> before = routes();

        Typed refused = type("traffic-shifting", "travels", "--to", "v2");

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("belongs to Argo CD application shop", "--gitops patch");
        assertThat(routes()).isEqualTo(before);
        assertThat(type("traffic-shifting", "travels", "--to", "v2", "--gitops", "patch")
                        .code())
                .isZero();
    }

    @Test
    void whatARunHasClaimedIsRefusedWithItsName() {
        sandbox.apply(ROUTE);
        List<String> before = routes();
        claim("default.travels-v2.1", Instant.now().minusSeconds(60));

        Typed refused = type("traffic-shifting", "travels", "--to", "v2");

        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("VirtualService travel-agency/travels is claimed by default.travels-v2.1");
        assertThat(routes()).isEqualTo(before);
    }

    @Test
    void aWriterOfAScenarioThatDiedIsSucceededWhenItsTimeIsOver() {
        sandbox.apply(ROUTE);
        claim("scenario-of-travel-agency.travels", Instant.now().plusSeconds(600));

        assertThat(type("traffic-shifting", "travels", "--to", "v2").code()).isEqualTo(4);

        release("scenario-of-travel-agency.travels");
        claim("scenario-of-travel-agency.travels", Instant.now().minusSeconds(60));
        assertThat(type("traffic-shifting", "travels", "--to", "v2").code()).isZero();
    }

    @Test
    void aRunBesideAScenarioThatDividesLiveRequestsCountsAllLiveVersions() throws IOException {
        sandbox.apply(ROUTE);
        put(List.of("traffic-shifting", "travels", "--to", "v1=80,v2=20"));
        Path spec = Files.writeString(folder.resolve("spec.yaml"), """
                apiVersion: mirror-experiment.io/v1
                kind: MirrorExperiment
                metadata: {name: travels-v3, namespace: travel-agency}
                spec:
                  service: travels
                  live: {version: v1}
                  dark: {version: v3}
                  mirror: {via: istio}
                  metrics: {prometheus: {url: "%s"}}
                  objectives: [{metric: error-rate, upperLimit: 0.01}]
                """.formatted(sandbox.prometheusUrl()));

        Typed plan = Typed.on(
                folder.resolve("state"),
                "plan",
                spec.toString(),
                "--kubeconfig",
                folder.resolve("config").toString());

        assertThat(plan.code()).as(plan.out() + plan.err()).isZero();
        assertThat(plan.out())
                .contains(
                        "live     Deployment travels-v1\nbeside   travels-v2, which users' requests reach, too",
                        "all live versions are counted together")
                .contains("users' requests are divided between travels-v1 and travels-v2");
    }

    @Test
    void aCommandLineThatCannotBeMeantIsRefused() {
        assertThat(Stream.of(
                        type("traffic-shifting", "travels", "--to", "v1=80,v2=10"),
                        type("traffic-shifting", "travels", "--to", "v1=x"),
                        type("request-routing", "travels", "--rule", "portal=travels.uk=>v1"),
                        type("request-routing", "travels", "--rule", "header:portal=travels.uk"),
                        type("circuit-breaking", "travels"),
                        type("mirroring", "travels", "--to", "v3", "--mirror", "v3=50"),
                        type("fault-injection", "travels")))
                .allSatisfy(typed -> assertThat(typed.code()).as(typed.err()).isEqualTo(3));
        assertThat(routes()).isEmpty();
    }

    private List<String> put(List<String> words) {
        Typed put = type(words.toArray(String[]::new));
        assertThat(put.code()).as(words + put.err()).isZero();
        return routes();
    }

    private Typed type(String... words) {
        boolean writes = !words[0].equals("list");
        String[] all = Stream.of(
                        Stream.of("scenario"),
                        Stream.of(words),
                        Stream.of("--kubeconfig", folder.resolve("config").toString(), "-n", NAMESPACE),
                        writes ? Stream.of("--settle", "0") : Stream.<String>empty())
                .flatMap(each -> each)
                .toArray(String[]::new);
        return Typed.on(folder.resolve("state"), all);
    }

    private void claim(String holder, Instant deadline) {
        try (Cluster cluster = cluster()) {
            Claims claims = new Claims(cluster, Clock.systemUTC());
            assertThat(claims.take(new Claim(
                            List.of(TRAVELS),
                            holder + "/1",
                            holder,
                            claims.nextGeneration(List.of(TRAVELS)),
                            deadline,
                            Map.of())))
                    .isInstanceOf(Grant.Granted.class);
        }
    }

    private void release(String holder) {
        try (Cluster cluster = cluster()) {
            new Claims(cluster, Clock.systemUTC())
                    .release(
                            new Claim(List.of(TRAVELS), holder + "/1", holder, Long.MAX_VALUE, Instant.EPOCH, Map.of()),
                            "restored");
        }
    }

    private Cluster cluster() {
        return Cluster.connect(new ClusterOptions(
                Optional.of(folder.resolve("config").toString()),
                Optional.empty(),
                Optional.of(NAMESPACE),
                Duration.ofSeconds(10)));
    }

    /** All route objects as they were written, as YAML texts. */
    private List<String> routes() {
        try (Cluster cluster = cluster()) {
            return KINDS.stream()
                    .filter(cluster::serves)
                    .flatMap(kind -> cluster.list(kind, Optional.empty(), Map.of()).stream())
                    .map(Manifest::asAuthored)
                    .map(object -> io.mirrorexperiment.manifest.ManifestText.write(object.tree()))
                    .toList();
        }
    }

    /** Which workloads answer twenty requests, or with which status they fail. */
    private List<String> answers(String portal) {
        return IntStream.range(0, 20)
                .mapToObj(each -> ask(portal))
                .collect(Collectors.toCollection(java.util.TreeSet::new))
                .stream()
                .toList();
    }

    private String ask(String portal) {
        Request request = new Request.Builder()
                .url(client.url().toString())
                .header("Host", "travels.travel-agency:8000")
                .header("portal", portal)
                .build();
        try (Response response = http.newCall(request).execute()) {
            String body = response.body().string().replaceFirst("(?s)[ .].*", "");
            return response.code() == 200 ? body : Integer.toString(response.code());
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int copies() {
        return sandbox.mesh().accessLog(NAMESPACE, Map.of("version", "v3")).size();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("it comes about in time").isNegative();
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static String deployment(int version) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: travels-v%1$d, namespace: travel-agency}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: travels, version: v%1$d}}
                  template:
                    metadata: {labels: {app: travels, version: v%1$d}}
                    spec:
                      containers: [{name: travels, image: "example/travels:%1$d", ports: [{containerPort: 8000}]}]
                """.formatted(version);
    }
}
