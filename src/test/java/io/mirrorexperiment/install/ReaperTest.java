package io.mirrorexperiment.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReaperTest {
    private static final Reaper REAPER = new Reaper("shop", "*/10 * * * *", "example/mirror-experiment:1", List.of());

    @Test
    void aReaperIsACronJobWithTheRightsOfARun() throws IOException {
        try (InputStream golden =
                Objects.requireNonNull(ReaperTest.class.getResourceAsStream("/install/reaper.yaml"))) {
            assertThat(REAPER.yaml()).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void itsRightsAreThoseOfTheRolesThatPeopleApply() throws IOException {
        List<?> run = rules(Path.of("resources/rbac/run.yaml"));
        List<?> knative = rules(Path.of("resources/rbac/knative.yaml"));

        assertThat(role(REAPER).maps("rules")).isEqualTo(run);
        List<?> gateway = rules(Path.of("resources/rbac/gateway-api.yaml"));
        List<String> both = List.of("knative", "gateway-api");
        assertThat(role(new Reaper("shop", "@hourly", "example/mirror-experiment:1", both))
                        .maps("rules"))
                .hasSize(run.size() + knative.size() + gateway.size())
                .containsAll(role(REAPER).maps("rules"));
    }

    private static Manifest role(Reaper reaper) {
        return reaper.objects().stream()
                .filter(object -> object.kind().kind().equals("Role"))
                .findFirst()
                .orElseThrow();
    }

    private static List<?> rules(Path role) throws IOException {
        return ManifestText.read(Files.readString(role)).get(0).maps("rules");
    }
}
