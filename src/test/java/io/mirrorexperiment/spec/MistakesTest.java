package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MistakesTest {
    static List<Broken> broken() {
        return BrokenSpecs.ALL;
    }

    @Test
    void takesTheSoundSpecThatAllBrokenOnesComeFrom() {
        assertThat(Read.valid(Broken.SOUND).defaults()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhatIsWrongWhereAndTheWayOut(Broken broken) {
        List<Mistake> mistakes = Read.mistakes(broken.text());

        assertThat(mistakes).extracting(Mistake::toString).isEqualTo(broken.mistakes());
    }

    @Test
    void neverShowsWhatCouldBeASecret() {
        String secret = "hunter2hunter2_";
        for (String broken : List.of(
                Broken.SOUND.replace("bearerFrom: prom-token", "bearerFrom: " + secret),
                Broken.SOUND.replace("bearerFrom: prom-token", "bearerFrom: {secret: a, key: '" + secret + "!'}"),
                Broken.SOUND.replace("{bearerFrom: prom-token}", secret),
                Broken.SOUND.replace("caFrom: prom-ca", "caFrom: [" + secret + "]"),
                Broken.SOUND.replace("https://", "https://me:" + secret + "@"),
                Broken.SOUND.replace("https://", "ftp://me:" + secret + "@"),
                Broken.SOUND.replace("https://prom", "https://me:" + secret + "%zz@prom"),
                Broken.SOUND.replace("X-Scope-OrgID: shop", "Authorization: " + secret),
                Broken.SOUND.replace("X-Scope-OrgID: shop", "X-Api-Key: \"" + secret + "\\u00e9\""),
                Broken.SOUND.replace("{X-Scope-OrgID: shop}", secret))) {
            assertThat(Read.mistakes(broken).toString()).doesNotContain(secret);
        }
    }

    @Test
    void refusesAnEmptyText() {
        assertThat(Read.mistakes("# nothing\n---\n"))
                .extracting(Mistake::toString)
                .containsExactly("line 1, column 1: the text holds nothing;"
                        + " begin with apiVersion: mirror-experiment.io/v1 and kind: MirrorExperiment");
    }

    @Test
    void refusesATextThatIsNoGroupOfFields() {
        assertThat(Read.mistakes("- a\n- b\n"))
                .extracting(Mistake::toString)
                .containsExactly("line 1, column 1: the text is no experiment but a list;"
                        + " begin with apiVersion: mirror-experiment.io/v1 and kind: MirrorExperiment");
    }

    @Test
    void refusesOtherEncodings() {
        SpecResult result = new SpecReader(SpecFiles.none()).read(Broken.SOUND.getBytes(StandardCharsets.UTF_16));

        assertThat(result)
                .isEqualTo(new SpecResult.Invalid(
                        List.of(new Mistake("", 1, 1, "the text is not UTF-8; save it with that encoding"))));
    }

    @Test
    void refusesATextThatIsTooLong() {
        SpecResult result = new SpecReader(SpecFiles.none()).read(new byte[SpecFiles.LONGEST + 1]);

        assertThat(result)
                .isEqualTo(new SpecResult.Invalid(List.of(new Mistake(
                        "", 1, 1, "the text is longer than 1 MiB; nothing that is read here is that long"))));
    }

    @Test
    void refusesATextThatIsNestedTooDeep() {
        assertThat(Read.mistakes("[".repeat(100_000)))
                .extracting(Mistake::toString)
                .containsExactly(
                        "line 1, column 65: the text is nested more than 64 levels deep; that can't be a spec");
    }

    @Test
    void readsAliasesButSharesThem() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 40; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d, *a%d]%n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        List<Mistake> mistakes = Read.mistakes(laughs + Broken.SOUND);

        assertThat(mistakes).hasSize(40).allMatch(mistake -> mistake.message().startsWith("unknown word 'a"));
    }

    @Test
    void takesAnAnchorAndItsAlias() {
        String text =
                Broken.SOUND.replace("interval: 10s", "interval: &ten 10s").replace("timeout: 10s", "timeout: 7s");

        assertThat(Read.valid(text.replace("baseline: 1m", "baseline: *ten"))
                        .experiment()
                        .baseline())
                .hasSeconds(10);
    }

    @Test
    void refusesAnAliasInsideItsOwnAnchor() {
        assertThat(Read.mistakes("a: &a [*a]\n"))
                .extracting(Mistake::message)
                .containsExactly("there is an alias *a without an anchor &a before it");
    }

    @Test
    void readsJson() {
        String json = """
                {"apiVersion": "mirror-experiment.io/v1", "kind": "MirrorExperiment", "metadata": {"name": "a"},
                 "spec": {"service": "s", "live": {"version": "v1"}, "dark": {"version": "v2"},
                 "metrics": {"prometheus": {"url": "http://p"}},
                 "objectives": [{"metric": "error-rate", "upperLimit": 0.01}]}}
                """;

        assertThat(Read.valid(json).experiment().service()).isEqualTo("s");
    }
}
