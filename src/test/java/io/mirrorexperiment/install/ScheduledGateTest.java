package io.mirrorexperiment.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduledGateTest {
    private static final List<String> COMMAND =
            List.of("iter8", "k", "run", "--namespace", "shop", "--group", "default");

    @Test
    void aGateByTheClockIsACronJobWithItsOwnAccountAndSecrets() throws IOException {
        ScheduledGate gate = gate("default", Optional.of("*/1 * * * *"));

        assertThat(yaml(gate.objects())).isEqualTo(golden("scheduled.yaml"));
    }

    @Test
    void aGateThatLooksOnceIsAJob() throws IOException {
        ScheduledGate gate = gate("default", Optional.empty());

        assertThat(yaml(gate.objects())).isEqualTo(golden("once.yaml"));
    }

    @Test
    void everyObjectIsOfAKindThatIsRemovedAndCarriesTheGroup() {
        List<Manifest> objects = gate("default", Optional.of("@hourly")).objects();

        assertThat(objects).allSatisfy(object -> {
            assertThat(ScheduledGate.KINDS).contains(object.kind());
            assertThat(object.labels()).containsAllEntriesOf(ScheduledGate.labels("default"));
        });
        assertThat(objects.get(objects.size() - 1).kind()).isEqualTo(new Kind("batch", "CronJob"));
    }

    @Test
    void theRightsAreTwoSecretsByNameAndNoWordMore() {
        Manifest role = gate("default", Optional.empty()).objects().stream()
                .filter(object -> object.kind().kind().equals("Role"))
                .findFirst()
                .orElseThrow();

        assertThat(role.maps("rules"))
                .allSatisfy(rule ->
                        assertThat(rule.get("resourceNames")).isIn(List.of("default-spec"), List.of("default-result")))
                .extracting(rule -> rule.get("verbs"))
                .containsExactly(List.of("get"), List.of("get", "update"));
    }

    @Test
    void theLongestNameOfAGroupLeavesRoomForTheNamesOfItsJobs() {
        ScheduledGate longest = gate("a".repeat(ScheduledGate.LONGEST_GROUP), Optional.of("@daily"));

        // Kubernetes appends 11 characters to a CronJob's name, and allows 63.
        assertThat(longest.actor().length()).isLessThanOrEqualTo(52);
        assertThatThrownBy(() -> gate("a".repeat(ScheduledGate.LONGEST_GROUP + 1), Optional.empty()))
                .hasMessageContaining("no name of a group");
        assertThatThrownBy(() -> gate("Shop", Optional.empty())).hasMessageContaining("Shop");
    }

    @Test
    void whatTheFilesHoldIsNotPrinted() {
        assertThat(gate("default", Optional.empty())).hasToString("gate shop/default, revision 2");
    }

    private static ScheduledGate gate(String group, Optional<String> schedule) {
        return new ScheduledGate(
                "shop",
                group,
                2,
                schedule,
                "example/mirror-experiment:1",
                COMMAND,
                Map.of("experiment.yaml", "spec: []\n"),
                Map.of("result.yaml", "numLoops: 0\n"));
    }

    private static String yaml(List<Manifest> objects) {
        return objects.stream().map(object -> ManifestText.write(object.tree())).collect(Collectors.joining("---\n"));
    }

    private static String golden(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(ScheduledGateTest.class.getResourceAsStream("/install/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
