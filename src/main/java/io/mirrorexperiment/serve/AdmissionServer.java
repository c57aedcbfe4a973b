package io.mirrorexperiment.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the API server's questions over HTTPS: {@code POST /validate}. Every replica answers, whether it leads or not, since it asks no
 * cluster. {@value #THREADS} threads, which end on {@link #close}; a question has to be there within a time limit, so that nobody can hold
 * them.
 */
public final class AdmissionServer implements AutoCloseable {
    /** Where questions are sent to. */
    public static final String PATH = "/validate";

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 4;

    /** Two objects of the largest size that is stored, and what is around them. */
    private static final int LARGEST = 8 << 20;

    private final HttpsServer server;
    private final ExecutorService threads;
    private final UnaryOperator<Map<String, Object>> answers;

    private AdmissionServer(HttpsServer server, ExecutorService threads, UnaryOperator<Map<String, Object>> answers) {
        this.server = server;
        this.threads = threads;
        this.answers = answers;
    }

    /**
     * Listens on all addresses.
     *
     * @param port 0 for one that is free
     * @param certificates folder with {@code tls.crt} and {@code tls.key}; they may be replaced at any time
     * @param answers a question's answer; throws {@link IllegalArgumentException} if it is none
     * @throws IOException if the port cannot be had, or there is no certificate
     */
    public static AdmissionServer open(int port, Path certificates, UnaryOperator<Map<String, Object>> answers)
            throws IOException {
        SSLContext tls = context(AdmissionKeys.in(certificates));
        Limits.set();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "admission");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        AdmissionServer opened = new AdmissionServer(server, threads, answers);
        server.createContext("/", opened::answer);
        server.start();
        return opened;
    }

    private static SSLContext context(AdmissionKeys keys) throws IOException {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(new KeyManager[] {keys}, null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS", e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                send(exchange, 404, "text/plain", "questions are sent to " + PATH);
            } else if (!exchange.getRequestMethod().equals("POST")) {
                send(exchange, 405, "text/plain", "a question is sent with POST");
            } else {
                review(exchange);
            }
        } catch (RuntimeException e) {
            LOG.error("a question of the API server could not be answered", e);
            throw e;
        }
    }

    private void review(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
        if (body.length > LARGEST) {
            send(exchange, 413, "text/plain", "the question is longer than any object that is stored");
            return;
        }
        try {
            Map<String, Object> question = JSON.readValue(body, new TypeReference<Map<String, Object>>() {});
            Map<String, Object> answer = answers.apply(question == null ? Map.of() : question);
            send(exchange, 200, "application/json", JSON.writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            send(exchange, 400, "text/plain", "the question is no JSON object");
        } catch (IllegalArgumentException e) {
            send(exchange, 400, "text/plain", String.valueOf(e.getMessage()));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
