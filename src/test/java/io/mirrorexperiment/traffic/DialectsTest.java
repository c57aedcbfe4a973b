package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** VirtualServices of all versions of Istio's API, with every spelling that a mirror has had, are read alike. */
class DialectsTest {
    private static final Course COURSE = new Course(
            "default",
            "reviews",
            Map.of("version", "v1"),
            Map.of("version", "v2"),
            40,
            List.of("*"),
            1,
            "default.reviews-v2.1");

    static Stream<Arguments> dialects() {
        List<String> versions = List.of("v1alpha3", "v1beta1", "v1");
        List<String> mirrors = List.of(
                "mirror: {host: reviews, subset: v2}, mirrorPercentage: {value: 40.0}",
                "mirror: {host: reviews, subset: v2}, mirrorPercentage: {value: 40}",
                "mirror: {host: reviews, subset: v2}, mirror_percentage: {value: 40}",
                "mirror: {host: reviews, subset: v2}, mirrorPercent: 40",
                "mirror: {host: reviews, subset: v2}, mirror_percent: 40",
                "mirror: {host: reviews, subset: v2}, mirrorPercentage: {value: 40}, mirrorPercent: 7",
                "mirrors: [{destination: {host: reviews, subset: v2}, percentage: {value: 40}}]");
        return versions.stream().flatMap(version -> mirrors.stream().map(mirror -> Arguments.of(version, mirror)));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void aMirrorOfTheUsersIsFoundWithItsPercentage(String version, String mirror) {
        Survey survey = new ExistingMirror().survey(COURSE, Optional.empty(), objects(version, mirror));

        assertThat(survey).isInstanceOfSatisfying(Survey.Possible.class, possible -> assertThat(possible.mirrored())
                .hasValue(40));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void itIsNeverMirroredBeside(String version, String mirror) {
        Survey survey = new IstioMirror().survey(COURSE, Optional.empty(), objects(version, mirror));

        assertThat(survey)
                .isInstanceOfSatisfying(Survey.Impossible.class, impossible -> assertThat(impossible.because())
                        .contains("has a mirror of its own"));
    }

    /** Absent means all; a present percentage without a value is protobuf's 0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mirror: {host: reviews, subset: v2} | 100",
                "mirrors: [{destination: {host: reviews, subset: v2}}] | 100",
                "mirror: {host: reviews, subset: v2}, mirrorPercentage: {} | -1",
                "mirror: {host: reviews, subset: v2}, mirrorPercent: 0 | -1",
                "mirror: {host: reviews, subset: v2}, mirror_percent: 0 | -1"
            })
    void noPercentageIsAllAndZeroIsNone(String mirror, double percent) {
        Survey survey = new ExistingMirror().survey(COURSE, Optional.empty(), objects("v1", mirror));

        if (percent < 0) {
            assertThat(survey).isInstanceOf(Survey.Impossible.class);
        } else {
            assertThat(survey).isInstanceOfSatisfying(Survey.Possible.class, possible -> assertThat(possible.mirrored())
                    .hasValue(percent));
        }
    }

    @ParameterizedTest
    @CsvSource({"v1alpha3", "v1beta1", "v1"})
    void whatWeMakeIsOfTheVersionThatIsThere(String version) {
        Step step = new IstioMirror().prepare(COURSE, Cluster.read("""
                apiVersion: networking.istio.io/%s
                kind: VirtualService
                metadata: {name: reviews, namespace: default}
                spec: {hosts: [reviews], http: [{route: [{destination: {host: reviews}}]}]}
                """.formatted(version)));

        assertThat(step).isInstanceOfSatisfying(Step.Changes.class, changes -> assertThat(
                        Cluster.after(changes, List.of()))
                .singleElement()
                .satisfies(made -> assertThat(made.text("apiVersion")).hasValue("networking.istio.io/" + version)));
    }

    @Test
    void whatIsMadeFromNothingIsOfTheNewestVersion() {
        Step step = new IstioMirror().prepare(COURSE, List.of());

        assertThat(Cluster.after(step, List.of()))
                .extracting(made -> made.text("apiVersion").orElse(""))
                .containsExactly("networking.istio.io/v1");
    }

    private static List<Manifest> objects(String version, String mirror) {
        return Cluster.read("""
                apiVersion: networking.istio.io/%1$s
                kind: VirtualService
                metadata: {name: reviews, namespace: default}
                spec:
                  hosts: [reviews]
                  http:
                  - {route: [{destination: {host: reviews, subset: v1}}], %2$s}
                ---
                apiVersion: networking.istio.io/%1$s
                kind: DestinationRule
                metadata: {name: reviews, namespace: default}
                spec:
                  host: reviews
                  subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]
                """.formatted(version, mirror));
    }
}
