package io.mirrorexperiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/**
 * What readers of JUnit's XML agree on: elements and attributes of {@code junit-10.xsd} in Jenkins' xunit plugin, in the order that the
 * older {@code JUnit.xsd} of windyroad asks for, with counts that are true.
 */
final class JUnitRules {
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "testsuites", Set.of("name", "time", "tests", "failures", "errors"),
            "testsuite", Set.of("name", "timestamp", "time", "tests", "failures", "errors"),
            "properties", Set.of(),
            "property", Set.of("name", "value"),
            "testcase", Set.of("name", "classname", "time"),
            "failure", Set.of("type", "message"),
            "error", Set.of("type", "message"),
            "skipped", Set.of("type", "message"),
            "system-out", Set.of());

    private JUnitRules() {}

    static void check(String xml) {
        Element root = Xml.parsed(xml).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("testsuites");
        walk(root);
        List<Element> suites = Xml.children(root);
        assertThat(suites).hasSize(1);
        suite(suites.get(0));
        counted(root, testCases(suites.get(0)));
    }

    private static void walk(Element element) {
        assertThat(ATTRIBUTES).containsKey(element.getTagName());
        assertThat(Xml.attributes(element).map(Attr::getName).collect(Collectors.toSet()))
                .as(element.getTagName())
                .isEqualTo(attributes(element));
        Xml.children(element).forEach(JUnitRules::walk);
    }

    /** A suite tells of skipped tests where there are any. */
    private static Set<String> attributes(Element element) {
        Set<String> names = new HashSet<>(ATTRIBUTES.get(element.getTagName()));
        if (element.getTagName().equals("testsuite")
                && element.getElementsByTagName("skipped").getLength() > 0) {
            names.add("skipped");
        }
        return names;
    }

    private static void suite(Element suite) {
        assertThat(Xml.children(suite).stream().map(Element::getTagName).distinct())
                .containsExactly("properties", "testcase", "system-out");
        assertThat(suite.getAttribute("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
        List<Element> cases = testCases(suite);
        counted(suite, cases);
        assertThat(cases.stream().map(each -> each.getAttribute("classname") + each.getAttribute("name")))
                .as("what has a name of another is left out by GitLab")
                .doesNotHaveDuplicates();
        cases.forEach(JUnitRules::testCase);
    }

    private static void testCase(Element testCase) {
        assertThat(testCase.getAttribute("name")).isNotBlank();
        assertThat(testCase.getAttribute("time")).matches("\\d+(\\.\\d{3})?");
        assertThat(Xml.children(testCase)).hasSize(1);
        Element result = Xml.children(testCase).get(0);
        assertThat(result.getTagName()).isIn("system-out", "failure", "error", "skipped");
        if (!result.getTagName().equals("system-out")) {
            assertThat(result.getAttribute("type")).matches("[a-z-]+");
            assertThat(result.getAttribute("message")).isNotBlank().doesNotContain("\n");
        }
    }

    private static void counted(Element element, List<Element> cases) {
        assertThat(element.getAttribute("time")).matches("\\d+\\.\\d{3}");
        assertThat(element.getAttribute("tests")).isEqualTo(String.valueOf(cases.size()));
        assertThat(element.getAttribute("failures")).isEqualTo(count(cases, "failure"));
        assertThat(element.getAttribute("errors")).isEqualTo(count(cases, "error"));
    }

    private static String count(List<Element> cases, String state) {
        return String.valueOf(
                cases.stream().filter(each -> state(each).equals(state)).count());
    }

    static List<Element> testCases(Element suite) {
        return Xml.children(suite).stream()
                .filter(each -> each.getTagName().equals("testcase"))
                .toList();
    }

    /** {@code pass}, {@code failure} or {@code error}. */
    static String state(Element testCase) {
        String name = Xml.children(testCase).get(0).getTagName();
        return name.equals("system-out") ? "pass" : name;
    }
}
