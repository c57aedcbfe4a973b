package io.mirrorexperiment.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class ManifestProperties {
    /** Texts that some reader of YAML takes for something else, or for no text at all. */
    private static final Arbitrary<String> TEXTS = Arbitraries.oneOf(
            Arbitraries.of(
                    "1.10",
                    "yes",
                    "NO",
                    "on",
                    "y",
                    "0x10",
                    "0o17",
                    "0b11",
                    "1e3",
                    "012",
                    "08",
                    "1_000",
                    "12:30:45",
                    ".5",
                    "+1",
                    "-0",
                    ".inf",
                    "-.INF",
                    ".NaN",
                    "~",
                    "null",
                    "Null",
                    "",
                    " ",
                    " lead",
                    "trail ",
                    "2001-01-01",
                    "=",
                    "<<",
                    "*",
                    "*a",
                    "&a",
                    "!x",
                    "%x",
                    "@x",
                    "`x",
                    "- x",
                    "? x",
                    "x:",
                    "a: b",
                    "a #b",
                    "#",
                    "[",
                    "{",
                    "|",
                    ">",
                    "---",
                    "...",
                    "\t",
                    "a\tb",
                    "a\nb",
                    "a\nb\n",
                    "\n",
                    " a\n  b \n\n",
                    "a\r\nb",
                    "\u0085",
                    "a\u2028b",
                    "\uFEFF",
                    "\u0000",
                    "\u001b[0m",
                    "\u007f",
                    "😀",
                    "'x'",
                    "\"x\"",
                    "\\n",
                    "x".repeat(3000) + " y z",
                    "10.0.0.1"),
            Arbitraries.strings().ofMaxLength(10),
            Arbitraries.strings().withChars("0123456789abcdefx._-+:eE \n#").ofMaxLength(8));

    private static final List<@Nullable Object> NULLS = Collections.singletonList(null);

    @Provide
    static Arbitrary<Map<String, Object>> trees() {
        Arbitrary<Object> leaves = Arbitraries.oneOf(
                TEXTS.map(Object.class::cast),
                Arbitraries.integers().map(Object.class::cast),
                Arbitraries.longs().greaterOrEqual(1L << 40).map(Object.class::cast),
                Arbitraries.doubles().ofScale(3).map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast),
                Arbitraries.just((Object) Map.of()),
                Arbitraries.just((Object) List.of()),
                Arbitraries.of(NULLS));
        Arbitrary<Object> nodes = Arbitraries.recursive(
                () -> leaves,
                node -> Arbitraries.oneOf(
                        leaves,
                        node.list().ofMaxSize(3).map(Object.class::cast),
                        Arbitraries.maps(TEXTS, node).ofMaxSize(3).map(Object.class::cast)),
                3);
        return Combinators.combine(nodes, nodes).as((spec, extra) -> {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("apiVersion", "v1");
            tree.put("kind", "ConfigMap");
            tree.put("metadata", new HashMap<>(Map.of("name", "x")));
            tree.put("spec", spec);
            tree.put("extra", extra);
            return tree;
        });
    }

    @Property(tries = 400)
    void survivesAYamlRoundTrip(@ForAll("trees") Map<String, Object> tree) throws IOException {
        assertThat(ManifestText.read(ManifestText.write(tree))).containsExactly(Manifest.of(tree));
    }

    @Property(tries = 200)
    void withAndWithoutIsAsBefore(
            @ForAll("trees") Map<String, Object> tree, @ForAll @NotEmpty @Size(max = 3) List<@NotEmpty String> path) {
        Manifest before = Manifest.of(tree);
        String[] fresh = java.util.stream.Stream.concat(java.util.stream.Stream.of("ours"), path.stream())
                .toArray(String[]::new);

        Manifest after = before.with("value", fresh);

        assertThat(after.text(fresh)).contains("value");
        assertThat(after.without(fresh)).isEqualTo(before);
        assertThat(after.without("ours").tree()).isEqualTo(before.tree());
    }

    @Property(tries = 200)
    void withTheSameTwiceIsAsOnce(@ForAll("trees") Map<String, Object> tree, @ForAll @NotEmpty String key) {
        Manifest once = Manifest.of(tree).withAnnotation(key, "1");

        assertThat(once.withAnnotation(key, "1").tree()).isEqualTo(once.tree());
        assertThat(once.withAnnotation(key, "2").annotation(key)).contains("2");
    }

    @Property(tries = 500)
    void throwsNothingElseOnArbitraryText(@ForAll("scraps") String text) {
        try {
            assertThat(ManifestText.read(text)).doesNotContainNull();
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("java.");
        }
    }

    @Provide
    static Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "a",
                        ": ",
                        "- ",
                        "\n",
                        "  ",
                        "---\n",
                        "{",
                        "}",
                        "[",
                        "]",
                        "*a",
                        "&a ",
                        "!!binary ",
                        "!",
                        "\"",
                        "'",
                        "|",
                        "kind: List\n",
                        "items: ",
                        "apiVersion: v1\n",
                        "metadata: {name: x}\n",
                        "#",
                        "? ",
                        "null",
                        "%",
                        "\u0000")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 200)
    void anAddressReadsBack(
            @ForAll("names") String group, @ForAll("names") String namespace, @ForAll("names") String name) {
        Address address = new Address(new Kind(group, "Thing"), namespace, name);
        Address bare = new Address(new Kind("", "Thing"), "", name);

        assertThat(Address.parse(address.toString())).isEqualTo(address);
        assertThat(Address.parse(bare.toString())).isEqualTo(bare);
    }

    @Provide
    static Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab0.-").ofMinLength(1).ofMaxLength(8);
    }
}
