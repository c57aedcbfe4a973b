package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.real.Bed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the golden folders hold is taken by the Gateway API's own definitions, with their rules, in a real API server. */
class RoutesInGatewayApiRealTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/traffic");

    private final Path folder;

    RoutesInGatewayApiRealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theApiServerTakesEveryRenderedHttpRoute() throws IOException {
        List<RouteStates> cases = RouteStates.golden(FOLDERS, "gateway-api", Kind.HTTP_ROUTE);
        assertThat(cases).hasSizeGreaterThan(4);
        new IstioOpinion(Bed.up().with("api"), folder).nothingNewIsDenied(cases, 20);
    }

    @Test
    void theApiServerTakesEveryScenario() throws IOException {
        List<RouteStates> cases = ScenarioGoldenTest.states(name -> name.startsWith("gateway-api"));
        assertThat(cases).hasSizeGreaterThan(3);
        new IstioOpinion(Bed.up().with("api"), folder).nothingNewIsDenied(cases, 10);
    }
}
