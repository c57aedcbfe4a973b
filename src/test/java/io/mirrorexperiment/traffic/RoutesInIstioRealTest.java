package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what the golden folders hold Istio's webhook and analyzer say nothing that they did not say before us. */
class RoutesInIstioRealTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/traffic");

    private final Path folder;

    RoutesInIstioRealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theWebhookTakesEveryRenderedObject() throws IOException {
        List<RouteStates> cases = RouteStates.golden(FOLDERS);
        assertThat(cases).hasSizeGreaterThan(20);
        new IstioOpinion(Bed.up().with("api"), folder).nothingNewIsDenied(cases, 150);
    }

    @Test
    void theWebhookTakesEveryConvertedRule() throws IOException {
        List<RouteStates> cases = new ArrayList<>();
        for (Path converted : GoldenTest.listed(Path.of("src/test/resources/convert"))) {
            Path out = converted.resolve("out.yaml");
            if (Files.exists(out)) {
                cases.add(new RouteStates(
                        converted.getFileName().toString(),
                        List.of(),
                        List.of(new RouteStates.State("converted", Cluster.read(Files.readString(out))))));
            }
        }
        new IstioOpinion(Bed.up().with("api"), folder).nothingNewIsDenied(cases, 20);
    }

    @Test
    void theWebhookTakesEveryScenario() throws IOException {
        List<RouteStates> cases = ScenarioGoldenTest.states(name -> !name.startsWith("gateway-api"));
        assertThat(cases).hasSizeGreaterThan(15);
        new IstioOpinion(Bed.up().with("api"), folder).nothingNewIsDenied(cases, 60);
    }

    @Test
    void theAnalyzerSaysNothingNew() throws IOException {
        IstioOpinion opinion = new IstioOpinion(Bed.up().with("api"), folder);
        for (RouteStates one : RouteStates.golden(FOLDERS)) {
            opinion.nothingNewIsSaid(one);
        }
    }
}
