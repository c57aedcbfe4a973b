package io.mirrorexperiment.sandbox.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolImageTest {
    private final List<Net.Sent> sent = new CopyOnWriteArrayList<>();
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Duration> patience = new CopyOnWriteArrayList<>();

    private Net.Outcome answer(Net.Sent request) {
        sent.add(request);
        return switch (request.to()) {
            case "nowhere" -> new Net.Outcome.Unknown();
            case "shut" -> new Net.Outcome.Refused();
            case "slow" -> new Net.Outcome.TimedOut();
            case "broken" -> new Net.Outcome.Broken();
            case "failing" -> new Net.Outcome.Answered(500, List.of(), "oops\n");
            default -> new Net.Outcome.Answered(200, List.of(new Net.Header("X-Served-By", "v1")), "hello\n");
        };
    }

    private int run(ToolImage image, String... words) throws InterruptedException {
        Surroundings around = new Surroundings(
                Map.of("HOST", "example.com"), (request, time) -> answer(request), "default", "default", 1);
        return image.run(List.of(words), List.of(), around, log::add);
    }

    private int sh(String script) throws InterruptedException {
        return run(ToolImage.TUTUM_CURL, "/bin/sh", "-c", script);
    }

    @Test
    void playsTheLoopOfSeed001UntilItIsStopped() throws Exception {
        String script = """
                sleep 0.01
                while true; do
                curl -sS example.com
                sleep 0.005
                done
                """;
        List<Throwable> ends = new ArrayList<>();
        Thread container = new Thread(() -> {
            try {
                sh(script);
            } catch (InterruptedException stopped) {
                ends.add(stopped);
            }
        });
        container.start();
        while (sent.size() < 3 && container.isAlive()) {
            Thread.onSpinWait();
        }

        container.interrupt();
        container.join(5000);

        assertThat(ends).hasSize(1);
        assertThat(sent).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.authority()).isEqualTo("example.com");
            assertThat(request.path()).isEqualTo("/");
        });
        assertThat(log).containsOnly("hello");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "echo a; echo b && echo c | 0 | a,b,c",
                "false && echo a; false; echo $? | 0 | 1",
                "X=1; Y=\"$X  2\"; echo $Y \"$Y\" '$Y' ${X}3 | 0 | 1 2 1  2 $Y 13",
                "for i in a b 'c d'; do echo $i; done | 0 | a,b,c d",
                "if false; then echo a; else echo b; fi | 0 | b",
                "if false; then echo a; elif true; then echo c; fi | 0 | c",
                "until true; do echo never; done; echo end # not this | 0 | end",
                "echo \"a $HOST\"; exit 3; echo never | 3 | a example.com",
                "! true | 1 | ``",
                "echo out >/dev/null; curl nowhere 2>/dev/null | 6 | ``",
                "curl -s -o /dev/null -w '%{http_code}\\n' example.com | 0 | 200",
                "curl -sS nowhere | 6 | curl: (6) Could not resolve host: nowhere",
                "curl -sS shut | 7 | curl: (7) Failed to connect to shut port 80: Connection refused",
                "curl -s -m 1 slow | 28 | ``",
                "curl -sS broken | 52 | curl: (52) Empty reply from server",
                "curl -sSf failing | 22 | curl: (22) The requested URL returned error: 500",
                "curl -s failing | 0 | oops",
                "curl https://example.com | 3 | curl: (3) the sandbox plays plain HTTP only: not 'https://example.com'"
            })
    void playsAScript(String script, int code, String lines) throws Exception {
        int ended = sh(script);

        assertThat(ended).as(String.join("\n", log)).isEqualTo(code);
        assertThat(String.join(",", log).replace("only, not", "only: not")).isEqualTo(lines == null ? "" : lines);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl a | grep b",
                "echo $(date)",
                "echo `date`",
                "curl a > file",
                "sleep 1 &",
                "f() { echo a; }",
                "case a in a) echo;; esac",
                "while true; do echo a",
                "echo 'a",
                "echo ${X:-1}",
                "done",
                "wget example.com",
                "[ 1 = 1 ]",
                "curl -v example.com",
                "curl -o file example.com",
                "curl",
                "A=1 curl example.com",
                "sleep tomorrow"
            })
    void whatItCannotPlayFailsAndSaysSo(String script) throws Exception {
        int code = sh(script);

        assertThat(code).isNotZero();
        assertThat(log).isNotEmpty();
        assertThat(sent).isEmpty();
    }

    @Test
    void curlSendsWhatItIsTold() throws Exception {
        sh(
                "curl -s -X PUT -H 'Host: example.org' -H \"X-Who: $HOST\" -d a=1 --data b=2 'http://example.com:8000/x?y=1#z'");

        Net.Sent request = sent.get(0);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.to()).isEqualTo("example.com:8000");
        assertThat(request.authority()).isEqualTo("example.org");
        assertThat(request.path()).isEqualTo("/x?y=1");
        assertThat(request.body()).isEqualTo("a=1&b=2");
        assertThat(request.headers()).contains(new Net.Header("X-Who", "example.com"));
    }

    @Test
    void fortioSendsSoManyCallsAndSumsThemUp() throws Exception {
        int code = run(
                ToolImage.FORTIO,
                "fortio",
                "load",
                "-qps",
                "0",
                "-n",
                "10",
                "-c",
                "3",
                "http://httpbin.default:8000/get");

        assertThat(code).isZero();
        assertThat(sent).hasSize(10);
        assertThat(log).contains("Code 200 : 10 (100.0 %)").anyMatch(line -> line.startsWith("All done 10 calls"));
    }

    @Test
    void fortioKeepsItsPace() throws Exception {
        long from = System.nanoTime();

        run(ToolImage.FORTIO, "fortio", "load", "-qps", "50", "-t", "500ms", "-c", "2", "http://httpbin:8000/get");

        // 50 a second for half a second are 25; a busy machine may lose some
        assertThat(sent.size()).isBetween(15, 27);
        assertThat(System.nanoTime() - from).isGreaterThan(400_000_000L);
    }

    @Test
    void fortioCatchesUpUnlessItIsToldNotTo() throws Exception {
        Surroundings slow = new Surroundings(
                Map.of(),
                (request, time) -> {
                    sent.add(request);
                    patience.add(time);
                    LockSupport.parkNanos(sent.size() == 1 ? 400_000_000L : 0);
                    return new Net.Outcome.Answered(200, List.of(), "");
                },
                "default",
                "default",
                1);

        ToolImage.FORTIO.run(
                List.of(
                        "fortio",
                        "load",
                        "-nocatchup",
                        "-timeout",
                        "7s",
                        "-qps",
                        "20",
                        "-c",
                        "1",
                        "-n",
                        "3",
                        "http://a/"),
                List.of(),
                slow,
                log::add);

        assertThat(patience).containsOnly(Duration.ofSeconds(7));
        // The first answer takes eight gaps; the third request still comes a gap after the second.
        assertThat(log).last().satisfies(line -> assertThat(
                        Double.parseDouble(line.replaceFirst(".*, ", "").replaceFirst(" qps", "")))
                .isLessThan(3 / 0.44));
    }

    @ParameterizedTest
    @CsvSource({
        "fortio server,plays 'fortio load' only",
        "fortio load,needs a URL",
        "fortio load -qps x http://a,invalid value",
        "fortio load -grpc http://a,flag -grpc is not played",
        "sh -c true,executable file not found"
    })
    void aWrongFortioFailsAndSaysWhy(String line, String why) throws Exception {
        int code = run(ToolImage.FORTIO, line.split(" ", -1));

        assertThat(code).isNotZero();
        assertThat(String.join("\n", log)).contains(why);
    }

    @Test
    void imagesAreKnownByTheirRepositories() {
        assertThat(ToolImage.find("tutum/curl")).contains(ToolImage.TUTUM_CURL);
        assertThat(ToolImage.find("docker.io/fortio/fortio:1.66.5")).contains(ToolImage.FORTIO);
        assertThat(ToolImage.find("curlimages/curl@sha256:00")).contains(ToolImage.CURL);
        assertThat(ToolImage.find("example/curl:1")).isEmpty();
    }

    @Test
    void aSleepEndsWhenItsContainerIsStopped() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> sh("sleep 60")).isInstanceOf(InterruptedException.class);
    }
}
