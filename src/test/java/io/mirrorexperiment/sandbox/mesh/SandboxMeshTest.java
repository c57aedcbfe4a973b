package io.mirrorexperiment.sandbox.mesh;

import io.mirrorexperiment.sandbox.PodRuntime.LogLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

/** The sandbox's mesh behaves as any Istio mesh does. */
class SandboxMeshTest implements RoutingBehaviour, CopyingBehaviour, TroubleBehaviour, CountingBehaviour {
    private final SandboxSubject mesh =
            new SandboxSubject(MeshOptions.defaults().withPushDelay(Duration.ZERO));

    @Override
    public Subject mesh() {
        return mesh;
    }

    @AfterEach
    void closes() {
        mesh.close();
    }

    static final class SandboxSubject implements Subject {
        private static final Pattern INBOUND = Pattern.compile(
                "\\[[^]]+] \"(\\S+) (\\S+) HTTP/1.1\" .* \"([^\"]*)\" \"([^\"]*)\" \"[^\"]*\" inbound\\|.*");

        final Stage stage;
        private final MeshClient client;

        SandboxSubject(MeshOptions options) {
            stage = new Stage(options).withReviews();
            client = stage.mesh.client("tester", "default", Map.of("app", "tester"));
        }

        @Override
        public void apply(String yaml) {
            stage.apply(yaml);
        }

        @Override
        public Answer send(Request request) {
            return stage.send(client.url(), request);
        }

        List<LogLine> clientLog() {
            return client.accessLog();
        }

        @Override
        public Answer sendToGateway(Request request) {
            return stage.send(stage.mesh.gatewayUrl(), request);
        }

        @Override
        public List<Received> received(String version) {
            return stage.running("reviews-" + version).logs("istio-proxy").orElseThrow().stream()
                    .map(line -> INBOUND.matcher(line.text()))
                    .filter(Matcher::matches)
                    .map(line -> new Received(line.group(3), line.group(1), line.group(2), line.group(4)))
                    .toList();
        }

        @Override
        public double sum(String counter, Map<String, String> labels) {
            return Scraped.of(stage).sum(counter, labels);
        }

        @Override
        public String cluster(String subset) {
            return "outbound|9080|" + subset + "|reviews.default.svc.cluster.local";
        }

        @Override
        public void behave(String version, String words) {
            stage.behave("example/reviews:" + version.substring(1) + ".0", words);
        }

        @Override
        public void die(String version) {
            stage.running("reviews-" + version).stop();
        }

        @Override
        public void close() {
            stage.close();
        }
    }
}
