package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.real.Bed;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ours could share our mistakes, so the results of tests are held against Jenkins' own schema of JUnit's XML, too. */
@Timeout(1800)
class JUnitRealTest {
    private static final XmlSchema JENKINS = XmlSchema.in(Bed.built("junit").resolveSibling("junit-10.xsd"));

    static List<Arguments> casesAndChoices() {
        return JUnitSchemaTest.casesAndChoices().toList();
    }

    @ParameterizedTest
    @MethodSource("casesAndChoices")
    void everyCaseIsValidInEveryChoice(String name, JUnitReport.Inconclusive choice) {
        String report = JUnitReport.of(Cases.named(name).journal(), List.of("percent: 100"), choice);

        assertThat(JENKINS.trouble(report)).isEmpty();
        assertThat(JENKINS.trouble(report.replaceFirst("<testcase name=", "<testcase nonsense=")))
                .contains("nonsense");
    }
}
