package io.mirrorexperiment.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard and the alerts ask for nothing that is not told. */
class DashboardTest {
    private static final Pattern SELECTED = Pattern.compile(
            "(mirror_experiment_[a-z_]+)\\{([^}]*)}|by \\(([^)]*)\\) \\((?:rate|increase)?\\(?(mirror_experiment_[a-z_]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:[=!]|[,\\s]|$)");
    /** What a scrape adds, and the bounds of buckets. */
    private static final Set<String> FOREIGN = Set.of("job", "instance", "le");

    @Test
    void everyMetricThatIsAskedForIsTold() throws IOException {
        Set<String> told = new TreeSet<>(java());
        Arrays.stream(Meter.values()).forEach(meter -> told.addAll(series(meter)));

        assertThat(told)
                .containsAll(Dashboard.names(Dashboard.queries()))
                .containsAll(Dashboard.names(Dashboard.alerts()));
    }

    @Test
    void everythingThatIsToldOfRunsIsShown() throws IOException {
        Set<String> asked = Dashboard.names(Dashboard.queries());

        assertThat(Meter.values())
                .allSatisfy(
                        meter -> assertThat(series(meter)).as(meter.fullName()).containsAnyElementsOf(asked));
    }

    @Test
    void everyLabelThatIsAskedForIsOneOfItsMetric() throws IOException {
        List<String> all = new ArrayList<>(Dashboard.queries());
        all.addAll(Dashboard.alerts());
        int seen = 0;
        for (String query : all) {
            for (Matcher part = SELECTED.matcher(query); part.find(); seen++) {
                boolean selects = part.group(1) != null;
                Set<String> labels = labels(selects ? part.group(2) : part.group(3));
                labels.removeAll(FOREIGN);
                assertThat(meter(selects ? part.group(1) : part.group(4)).labels())
                        .as(query)
                        .containsAll(labels);
            }
        }
        assertThat(seen).isGreaterThan(40);
    }

    @Test
    void panelsHaveNumbersOfTheirOwnAndDoNotOverlap() throws IOException {
        JsonNode board = Dashboard.json();
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> cells = new HashSet<>();

        assertThat(board.path("schemaVersion").asInt()).isEqualTo(42);
        assertThat(board.path("panels")).isNotEmpty().allSatisfy(panel -> {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as(panel.path("title").asText())
                    .isTrue();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(cells.add(List.of(
                                    place.path("x").asInt() + x, place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        });
    }

    private static Set<String> java() {
        return new Meters("1")
                .registry().scrape().stream().map(DashboardTest::expositionName).collect(Collectors.toSet());
    }

    private static String expositionName(MetricSnapshot snapshot) {
        String name = snapshot.getMetadata().getPrometheusName();
        return snapshot instanceof io.prometheus.metrics.model.snapshots.CounterSnapshot ? name + "_total" : name;
    }

    private static List<String> series(Meter meter) {
        return meter.form() == Meter.Form.HISTOGRAM
                ? List.of(meter.fullName() + "_bucket", meter.fullName() + "_count", meter.fullName() + "_sum")
                : List.of(meter.fullName());
    }

    private static Meter meter(String name) {
        return Arrays.stream(Meter.values())
                .filter(meter -> series(meter).contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no meter " + name));
    }

    private static Set<String> labels(String text) {
        Set<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(text.replaceAll("\"[^\"]*\"", ""));
        while (label.find()) {
            labels.add(label.group(1));
        }
        return labels;
    }
}
