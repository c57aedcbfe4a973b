package io.mirrorexperiment.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectorTest {
    @Test
    void writesAWorkloadsSelectorAsAListRequestTakesIt() {
        Manifest workload = selecting(Map.of(
                "matchLabels",
                Map.of("b", "2", "a", "1"),
                "matchExpressions",
                List.of(
                        Map.of("key", "t", "operator", "In", "values", List.of("x", "y")),
                        Map.of("key", "u", "operator", "NotIn", "values", List.of("z")),
                        Map.of("key", "v", "operator", "Exists"),
                        Map.of("key", "w", "operator", "DoesNotExist"))));

        assertThat(Selector.ofWorkload(workload)).contains("a=1,b=2,t in (x,y),u notin (z),v,!w");
    }

    @Test
    void writesAServicesSelector() {
        assertThat(Selector.ofWorkload(selecting(Map.of("app", "reviews")))).contains("app=reviews");
    }

    @Test
    void anEmptySelectorSelectsNothing() {
        assertThat(Selector.ofWorkload(selecting(Map.of()))).isEmpty();
        assertThat(Selector.ofWorkload(selecting(Map.of("matchLabels", Map.of()))))
                .isEmpty();
    }

    @Test
    void refusesAnOperatorThatItDoesNotKnow() {
        Manifest workload = selecting(Map.of("matchExpressions", List.of(Map.of("key", "k", "operator", "Gt"))));

        assertThatThrownBy(() -> Selector.ofWorkload(workload)).hasMessageContaining("'Gt'");
    }

    private static Manifest selecting(Map<String, Object> selector) {
        return Manifest.of(Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", "d"),
                "spec",
                Map.of("selector", selector)));
    }
}
