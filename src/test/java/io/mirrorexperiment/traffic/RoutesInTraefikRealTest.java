package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Bed.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the golden folders hold, under types that are made of Traefik's own. */
@Timeout(1800)
class RoutesInTraefikRealTest {
    private static final Path FOLDERS = Path.of("src/test/resources/io/mirrorexperiment/traffic");
    private static final String TRAEFIK = "traefik.io/v1alpha1";

    private final String validate = Bed.built("traefikvalidate").toString();
    private final Path folder;

    RoutesInTraefikRealTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void traefikKnowsEveryFieldOfEveryRenderedRoute() throws IOException {
        Set<Map<String, Object>> routes = new LinkedHashSet<>();
        for (Kind kind : List.of(Kind.INGRESS_ROUTE, Kind.TRAEFIK_SERVICE)) {
            RouteStates.golden(FOLDERS, "traefik", kind).stream()
                    .flatMap(one -> one.after().stream())
                    .flatMap(state -> state.objects().stream())
                    .map(Manifest::tree)
                    .forEach(routes::add);
        }

        Said said = judge(List.copyOf(routes));

        assertThat(said.status()).as(said.all()).isZero();
        assertThat(said.out().lines()).hasSize(routes.size()).hasSizeGreaterThan(5);
        assertThat(said.out()).contains("TraefikService: valid", "IngressRoute: valid");
    }

    @Test
    void aFieldThatTraefikDoesNotHaveIsFound() throws IOException {
        Map<String, Object> mirroring =
                Map.of("name", "reviews", "port", 9080, "mirrors", List.of(Map.of("name", "dark", "precent", 10)));
        Map<String, Object> service = Map.of(
                "apiVersion",
                TRAEFIK,
                "kind",
                "TraefikService",
                "metadata",
                Map.of("name", "reviews"),
                "spec",
                Map.of("mirroring", mirroring));

        Said said = judge(List.of(service));

        assertThat(said.status()).isEqualTo(1);
        assertThat(said.out()).contains("precent");
    }

    private Said judge(List<Map<String, Object>> objects) throws IOException {
        Path file = folder.resolve("routes.json");
        Files.writeString(file, new ObjectMapper().writeValueAsString(objects));
        return Said.of(List.of(validate, file.toString()), 300);
    }
}
