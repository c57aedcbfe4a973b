package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ObservedReaderProperties {
    private static final String WHOLE = """
            apiVersion: iter8.tools/v2alpha2
            kind: Experiment
            metadata: {name: a, namespace: b}
            spec: {target: b/c, strategy: {testingPattern: Canary}, criteria: {objectives: [{metric: m, upperLimit: 10m}]}}
            status: {analysis: {winnerAssessment: {data: {winnerFound: true, winner: v}}, versionAssessments: {data: {v: [true]}}}}
            """;

    @Property(tries = 300)
    void noBytesMakeItThrow(@ForAll @Size(max = 200) byte[] bytes) {
        assertThat(ObservedReader.read(bytes)).isNotNull();
    }

    @Property(tries = 300)
    void noPartOfAnObjectMakesItThrow(@ForAll @IntRange(max = 350) int from, @ForAll @IntRange(max = 60) int length) {
        int begin = Math.min(from, WHOLE.length());
        int end = Math.min(begin + length, WHOLE.length());
        String text = WHOLE.substring(0, begin) + WHOLE.substring(end);

        assertThat(ObservedReader.read(text.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }
}
