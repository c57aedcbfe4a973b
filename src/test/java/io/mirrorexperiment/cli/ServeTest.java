package io.mirrorexperiment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The report in a browser while a run goes on, and after it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ServeTest {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    @Test
    void aRunIsLookedAtWhileItGoesOnAndAfterwards() throws Exception {
        try (Shop shop = Shop.open()) {
            int port = freePort();
            CompletableFuture<Typed> running = CompletableFuture.supplyAsync(
                    () -> shop.type("run", shop.spec(), "--promotion", "none", "--serve", String.valueOf(port)));
            String live = await(running, port, "What the mirror changes on the route");
            Typed run = running.get();

            assertThat(live).contains("<title>", "mirror-experiment.css").doesNotContain("<style>");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("the report is live at http://127.0.0.1:" + port + "/");

            BlockingQueue<Consumer<String>> heard = new LinkedBlockingQueue<>();
            CompletableFuture<Typed> showing = CompletableFuture.supplyAsync(() -> Typed.on(
                    Map.of("XDG_STATE_HOME", shop.state().toString()),
                    listener -> {
                        heard.add(listener);
                        return () -> {};
                    },
                    "report",
                    run.run(),
                    "--serve",
                    String.valueOf(port)));
            assertThat(await(showing, port, "CONFORMS")).contains("CONFORMS");
            heard.take().accept("SIGINT");

            assertThat(showing.get().code()).isZero();
            assertThat(showing.get().out()).contains("Ctrl-C ends it");
        }
    }

    @Test
    void aTakenPortIsARemarkOfARunAndTheEndOfAReport() throws Exception {
        try (Shop shop = Shop.open();
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
            String port = String.valueOf(taken.getLocalPort());

            Typed run = shop.type("run", shop.spec(), "--promotion", "none", "--serve", port);
            Typed report = shop.type("report", run.run(), "--serve", port);
            Typed doubled = shop.type("report", run.run(), "--serve", port, "-o", "json");

            assertThat(run.code()).as(run.out()).isZero();
            assertThat(run.err()).contains("cannot be served on port " + port, "--serve 0");
            assertThat(report.code()).isEqualTo(4);
            assertThat(report.err()).contains("cannot be served on port " + port);
            assertThat(doubled.code()).isEqualTo(3);
            assertThat(doubled.err()).contains("drop one of them");
        }
    }

    /** The page, once it says something. */
    private static String await(CompletableFuture<?> command, int port, String words) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .build();
        while (true) {
            try {
                String page = HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body();
                if (page.contains(words)) {
                    return page;
                }
            } catch (IOException e) {
                assertThat(command).as("nobody answers any more: " + e).isNotDone();
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
