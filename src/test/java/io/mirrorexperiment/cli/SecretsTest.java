package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that were planted wherever a spec may name them stand in nothing that a run or a command leaves behind. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SecretsTest {
    private static final String TOKEN = "PLANTED-token-7f3a";
    private static final String KEY = "PLANTED-key-91bc";
    private static final String HEADER = "PLANTED-header-55de";
    private static final String HOOK = "PLANTED-hook-c4d1";
    private static final String SIGNATURE = "PLANTED-signature-8e2f";
    private static final List<String> FORMS = List.of("text", "json", "html", "junit", "markdown");

    private final Path folder;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    SecretsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void noSecretIsInAnyOutput() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (Shop shop = Shop.open();
                Echo depth =
                        new Echo(exchange -> answer(isMessage(exchange) ? 0 : asked.incrementAndGet(), exchange))) {
            String spec = spec(shop, depth);
            Path results = Files.createDirectory(folder.resolve("results"));
            List<Typed> all = new ArrayList<>();

            all.add(shop.type("check", spec));
            all.add(shop.type("plan", spec));
            Typed run = shop.type(
                    "run",
                    spec,
                    "--json",
                    file("report.json"),
                    "--html",
                    file("report.html"),
                    "--junit",
                    file("junit.xml"),
                    "--markdown",
                    file("report.md"),
                    "--svg",
                    file("evidence.svg"),
                    "--results",
                    results.toString());
            all.add(run);
            FORMS.forEach(form -> all.add(shop.type("report", run.run(), "-o", form)));
            all.add(shop.type("status", run.run()));
            all.add(shop.type("replay", run.run()));
            all.add(shop.type("list"));

            assertThat(run.lastLine()).as(run.out() + run.err()).contains("run=default.reviews-v2.1");
            assertThat(seen).as("secrets that were really sent").contains(KEY, HEADER, HOOK);
            assertThat(run.err()).contains("was not delivered to webhook at the address in file ");
            assertThat(run.out()).contains("queue-depth");
            all.forEach(typed -> clean(typed.out() + typed.err()));
            clean(new TreeMap<>(shop.snapshot().fields()).toString());
            assertThat(written(shop.state())).isNotEmpty().allSatisfy(SecretsTest::clean);
            assertThat(written(folder)).hasSizeGreaterThan(8).allSatisfy(SecretsTest::clean);
        }
    }

    /** The first answers are sound, as a run needs to begin; later ones quote the whole request, as careless servers do. */
    private String answer(int number, HttpExchange exchange) {
        String request =
                exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet();
        Stream.of(KEY, HEADER, HOOK).filter(request::contains).forEach(seen::add);
        return number % 3 == 0 || request.contains("/hooks/") ? "cannot serve " + request : "{\"depth\": 3}";
    }

    private static boolean isMessage(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("POST");
    }

    private String spec(Shop shop, Echo depth) throws IOException {
        Path token = secret("token", TOKEN);
        Path key = secret("key", KEY);
        Path header = secret("header", HEADER);
        Path hook = secret("hook", depth.url() + "/hooks/" + HOOK);
        Path signature = secret("signature", SIGNATURE);
        String text = Files.readString(Path.of(shop.spec()))
                        .replaceFirst(
                                "(prometheus: \\{url: \"[^\"]*\")}", "$1, auth: {bearerFrom: {file: " + token + "}}}")
                        .replaceFirst("(?m)^  objectives:", """
                            queries:
                              queue-depth:
                                url: "%s/v1/depth?key=\\${key}"
                                headers: {X-Api-Key: "\\${header}"}
                                secrets: {key: {file: %s}, header: {file: %s}}
                                jq: .depth
                          objectives:
                          - {metric: queue-depth, upperLimit: 100}
                        """.formatted(depth.url(), key, header)
                                .stripTrailing())
                + """
                  notifications:
                  - webhook:
                      urlFrom: {file: %s}
                      headersFrom: {X-Api-Key: {file: %s}}
                      signatureFrom: {file: %s}
                      auth: {bearerFrom: {file: %s}}
                  - slack: {urlFrom: {file: %s}}
                """.formatted(hook, header, signature, token, hook);
        return Files.writeString(folder.resolve("spec.yaml"), text).toString();
    }

    private Path secret(String name, String value) throws IOException {
        Path secrets = Files.createDirectories(
                Path.of(System.getProperty("java.io.tmpdir"), "planted-" + folder.getFileName()));
        Path file = Files.writeString(secrets.resolve(name), value);
        file.toFile().deleteOnExit();
        secrets.toFile().deleteOnExit();
        return file;
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static void clean(String text) {
        for (String secret : List.of(TOKEN, KEY, HEADER, HOOK, SIGNATURE)) {
            String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
            assertThat(text).doesNotContain(secret).doesNotContain(encoded);
        }
    }

    private static Set<String> written(Path folder) throws IOException {
        Set<String> texts = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(file + "\n" + Files.readString(file));
            }
        }
        return texts;
    }

    /** A far end that says what it is told. */
    private static final class Echo implements AutoCloseable {
        private final HttpServer server;

        /** Answers one request. */
        private interface Words {
            String to(HttpExchange exchange);
        }

        Echo(Words words) {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext("/", exchange -> {
                byte[] body = words.to(exchange).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(body[0] == '{' ? 200 : 500, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
