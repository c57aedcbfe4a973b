package io.mirrorexperiment.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTextTest {
    private static final String ONE = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\n";
    private static final String TWO = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: two}\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ONE + "---\n" + TWO,
                "---\n---\n" + ONE + "---\n# nothing here\n---\nnull\n---\n{}\n---\n" + TWO + "---\n",
                "\uFEFF" + ONE + "...\n---\n" + TWO,
                "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: one}}\n---\n"
                        + TWO,
                "kind: List\nitems:\n- kind: List\n  items:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: one}}\n---\n"
                        + TWO,
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"one\"}}\n---\n" + TWO
            })
    void readsEveryDocument(String text) throws IOException {
        assertThat(ManifestText.read(text)).extracting(Manifest::name).containsExactly("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "---\n", "# only words\n", "null\n---\nnull\n", "kind: List\nitems: []\n"})
    void aTextWithoutObjectsHasNone(String text) throws IOException {
        assertThat(ManifestText.read(text)).isEmpty();
    }

    /** As kubectl reads them (sigs.k8s.io/yaml: YAML 1.1 by way of JSON). */
    @ParameterizedTest
    @CsvSource({"yes, true", "off, false", "012, 10", "0x10, 16", "1e3, 1000.0", "1.10, 1.1", "'''1.10''', 1.10"})
    void readsWordsAsKubectlDoes(String text, String value) throws IOException {
        Manifest manifest =
                ManifestText.read(ONE + "data: {value: " + text + "}\n").get(0);

        assertThat(manifest.at("data", "value")).get().hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            password: hunter2            | object 2: a Kubernetes object needs apiVersion, kind and metadata.name
            - hunter2                    | object 2: a Kubernetes object is a map of fields
            hunter2                      | object 2: a Kubernetes object is a map of fields
            {kind: List, items: [null]}  | object 2: a Kubernetes object is a map of fields
            {kind: List, items: hunter2} | object 2: a List needs items
            {a: hunter2, a: hunter2}     | a key is there twice
            {a: &x hunter2, b: *x}       | line 5, column 20: an alias (*) stands for another part of the file; write that part out
            {password: hunter2           | this is no YAML that Kubernetes would take
            {a: .inf}                    | this is no YAML that Kubernetes would take
            """)
    void refusesGarbageWithoutQuotingIt(String text, String words) {
        assertThatThrownBy(() -> ManifestText.read(ONE + "---\n" + text + "\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void refusesBytes() {
        assertThatThrownBy(() -> ManifestText.read(ONE + "data: {value: !!binary aGk=}\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("object 1: an object holds text, numbers, true, false, maps and lists, but no byte[]");
    }

    @Test
    void quotesOnlyWhatNeedsIt() throws IOException {
        Manifest manifest = ManifestText.read(ONE).get(0).with(List.of("reviews", "5s", "1e3", "v1.10"), "spec");

        assertThat(ManifestText.write(manifest.tree())).contains("- reviews\n- 5s\n- \"1e3\"\n- v1.10\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "text", "- 1", "{a: ", "{a: 1, a: 2}"})
    void aTextThatIsNoTreeIsAnEmptyOne(String text) {
        assertThat(ManifestText.tree(text)).isEmpty();
    }

    @Test
    void aTreeReadsBack() {
        Map<String, Object> tree = Map.of("VirtualService shop/reviews", Map.of("hosts", List.of("1e3", "*")));

        assertThat(ManifestText.tree(ManifestText.write(tree))).isEqualTo(tree);
    }
}
