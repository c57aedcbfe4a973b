package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Bed.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the golden folders hold, under Contour's own types, read strictly. */
@Timeout(1800)
class RoutesInContourRealTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/traffic");

    private final String validate = Bed.built("contourvalidate").toString();
    private final Path folder;

    RoutesInContourRealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void contourKnowsEveryFieldOfEveryRenderedProxy() throws IOException {
        List<String> proxies = new ArrayList<>();
        for (RouteStates one : RouteStates.golden(FOLDERS, "contour", Kind.HTTP_PROXY)) {
            one.after().stream()
                    .flatMap(state -> state.objects().stream())
                    .map(Manifest::tree)
                    .forEach(tree -> proxies.add(Cluster.write(tree)));
        }

        Said said = judge(String.join("\n---\n", proxies));

        assertThat(said.status()).as(said.all()).isZero();
        assertThat(said.out().lines()).hasSize(proxies.size()).hasSizeGreaterThan(5);
    }

    @Test
    void aFieldThatContourDoesNotHaveIsFound() throws IOException {
        Said said = judge("""
                apiVersion: projectcontour.io/v1
                kind: HTTPProxy
                metadata: {name: reviews}
                spec: {routes: [{services: [{name: reviews, port: 9080, mirrored: true}]}]}
                """);

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).contains("mirrored");
    }

    private Said judge(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("proxies.yaml"), text);
        return Said.of(List.of(validate, file.toString()), 60);
    }
}
