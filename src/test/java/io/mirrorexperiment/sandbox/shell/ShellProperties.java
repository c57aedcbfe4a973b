package io.mirrorexperiment.sandbox.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShellProperties {
    private static final List<String> PIECES = List.of(
            "echo",
            "true",
            "false",
            "if",
            "then",
            "else",
            "fi",
            "for",
            "in",
            "do",
            "done",
            "x",
            "!",
            "&&",
            "||",
            ";",
            "\n",
            "'",
            "\"",
            "$",
            "${",
            "}",
            "x=1",
            "$x",
            "#",
            "\\",
            "|",
            ">",
            ">/dev/null",
            "2>&1",
            "exit 4",
            " ");

    private final List<String> log = new ArrayList<>();

    private int play(String script) throws InterruptedException {
        Surroundings around =
                new Surroundings(Map.of(), (request, time) -> new Net.Outcome.Unknown(), "default", "default", 1);
        return ToolImage.TUTUM_CURL.run(List.of("sh", "-c", script), List.of(), around, log::add);
    }

    /** Words of scripts in any order, but for loops that may not end. */
    @Provide
    Arbitrary<String> scripts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(14).map(pieces -> String.join(" ", pieces));
    }

    @Property(tries = 2000)
    void anyScriptIsPlayedOrRefusedWithALine(@ForAll("scripts") String script) throws Exception {
        int code = play(script);

        assertThat(code).isBetween(0, 255);
        assertThat(code != 2 || !log.isEmpty()).as(script).isTrue();
    }

    @Property(tries = 500)
    void whatIsQuotedIsSaidAsItIs(@ForAll("texts") List<String> words) throws Exception {
        String script = words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" ", "echo ", ""));

        assertThat(play(script)).isZero();
        assertThat(log.get(log.size() - 1)).isEqualTo(String.join(" ", words));
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withChars("ab $\"|&;<>()#*?\\{}!")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(text -> !text.equals("-n"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
