package io.mirrorexperiment.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * A proxy of plain HTTP by which processes of this machine reach what a pod reaches by the name of a Service. It knows the names that it was
 * given; all others are 502. Thread-safe.
 */
final class NameProxy implements AutoCloseable {
    private static final int MOST_AT_ONCE = 8;

    private final Map<String, String> names;
    private final HttpServer server;
    private final ExecutorService crew = Executors.newFixedThreadPool(MOST_AT_ONCE, NameProxy::daemon);
    private final OkHttpClient client = new OkHttpClient.Builder()
            .proxy(Proxy.NO_PROXY)
            .readTimeout(30, TimeUnit.SECONDS)
            .build();

    private NameProxy(Map<String, String> names, HttpServer server) {
        this.names = Map.copyOf(names);
        this.server = server;
    }

    /**
     * Opens one on a free port.
     *
     * @param names URLs by authority, as in {@code prometheus.istio-system:9090}
     */
    static NameProxy open(Map<String, String> names) {
        try {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
            NameProxy proxy = new NameProxy(names, HttpServer.create(free, 64));
            proxy.server.createContext("/", proxy::serve);
            proxy.server.setExecutor(proxy.crew);
            Thread starter = daemon(proxy.server::start);
            starter.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox has no port for its names: " + e.getMessage(), e);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sandbox-names");
        thread.setDaemon(true);
        return thread;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI asked = exchange.getRequestURI();
            String authority = asked.getRawAuthority() == null ? "" : asked.getRawAuthority();
            String known = names.get(authority.indexOf(':') < 0 ? authority + ":80" : authority);
            if (known == null) {
                answer(exchange, 502, "text/plain", ("no Service is called " + authority).getBytes(UTF_8));
                return;
            }
            forward(exchange, asked, known);
        }
    }

    private void forward(HttpExchange exchange, URI asked, String known) throws IOException {
        String path = asked.getRawPath() + (asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery());
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean bodiless = exchange.getRequestMethod().equals("GET")
                || exchange.getRequestMethod().equals("HEAD");
        Request.Builder request = new Request.Builder()
                .url(HttpUrl.get(URI.create(known).resolve(path)).toString())
                .method(exchange.getRequestMethod(), bodiless ? null : RequestBody.create(body));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null) {
            request.header("Content-Type", type);
        }
        try (Response response = client.newCall(request.build()).execute();
                ResponseBody text = response.body()) {
            answer(exchange, response.code(), response.header("Content-Type", ""), text.bytes());
        } catch (IOException gone) {
            answer(
                    exchange,
                    502,
                    "text/plain",
                    String.valueOf(gone.getMessage()).getBytes(UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        crew.shutdownNow();
    }
}
