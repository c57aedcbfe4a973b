package io.mirrorexperiment.cluster;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mirrorexperiment.real.Ground;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** As much of a Kubernetes API server, over loopback HTTP, as the tests of this room need. */
final class LoopbackApi implements Ground {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final Map<String, String> KINDS = Map.of(
            "pods", "Pod",
            "secrets", "Secret",
            "configmaps", "ConfigMap",
            "events", "Event",
            "deployments", "Deployment",
            "leases", "Lease",
            "virtualservices", "VirtualService");

    static {
        // The server writes an answer's head and body apart; without this each answer waits 40 ms for the head's
        // receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** A request as it came. */
    record Seen(String method, String target, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }
    }

    /** An answer. */
    record Reply(int status, String body) {}

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final Map<String, List<String>> groups = new TreeMap<>(Map.of(
            "apps", List.of("v1"),
            "coordination.k8s.io", List.of("v1"),
            "networking.istio.io", List.of("v1beta1", "v1alpha3", "v1")));
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Function<Seen, Optional<Reply>> trouble = request -> Optional.empty();
    private long revision = 100;

    LoopbackApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException cause) {
            throw new IllegalStateException("no loopback port", cause);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public String kubeconfig() {
        return kubeconfig("t");
    }

    @Override
    public String namespace() {
        return "shop";
    }

    @Override
    public void apply(String yaml) {
        throw new UnsupportedOperationException("put JSON instead");
    }

    @Override
    public String kubeconfigFor(String serviceAccount) {
        throw new UnsupportedOperationException("everybody may do everything here");
    }

    String kubeconfig(String token) {
        return """
                apiVersion: v1
                kind: Config
                current-context: here
                clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
                users: [{name: tester, user: {token: '%s'}}]
                contexts: [{name: here, context: {cluster: c, user: tester, namespace: shop}}]
                """.formatted(port(), token);
    }

    /** Answers instead of the server where it has an answer; status 0 hangs up. */
    void trouble(Function<Seen, Optional<Reply>> trouble) {
        this.trouble = trouble;
    }

    static String status(int code, String reason, String message) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("reason", reason)
                .put("message", message)
                .put("code", code)
                .toString();
    }

    /** Changes a stored object behind everybody's back. */
    synchronized void touch(String path) {
        stored(java.util.Objects.requireNonNull(objects.get(path)));
    }

    synchronized void put(String path, String json) {
        try {
            objects.put(path, stored((ObjectNode) JSON.readTree(json)));
        } catch (IOException cause) {
            throw new IllegalArgumentException(cause);
        }
    }

    synchronized Optional<ObjectNode> stored(String path) {
        return Optional.ofNullable(objects.get(path)).map(ObjectNode::deepCopy);
    }

    private ObjectNode stored(ObjectNode object) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        metadata.put("resourceVersion", Long.toString(++revision));
        if (!metadata.has("uid")) {
            metadata.put("uid", "uid-" + revision);
        }
        return object;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Seen request = new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                body);
        seen.add(request);
        Reply reply = trouble.apply(request).orElseGet(() -> answer(request, exchange.getRequestURI()));
        if (reply.status() != 0) {
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private Reply answer(Seen request, URI uri) {
        String path = uri.getPath();
        if (path.equals("/version")) {
            return new Reply(200, "{}");
        }
        List<String> parts = List.of(path.substring(1).split("/", -1));
        boolean core = parts.get(0).equals("api");
        if (!core && parts.size() == 2) {
            return group(parts.get(1));
        }
        if (parts.size() == (core ? 2 : 3)) {
            return resources(core ? "" : parts.get(1), parts.get(parts.size() - 1));
        }
        try {
            return request.method().equals("GET") ? read(path, query(uri)) : write(request, path);
        } catch (IOException cause) {
            return new Reply(400, status(400, "BadRequest", "not JSON"));
        }
    }

    private Reply group(String name) {
        List<String> versions = groups.get(name);
        if (versions == null) {
            return new Reply(404, "404 page not found\n");
        }
        ObjectNode group = JSON.createObjectNode().put("kind", "APIGroup").put("name", name);
        versions.forEach(
                version -> group.withArrayProperty("versions").addObject().put("version", version));
        group.withObjectProperty("preferredVersion").put("version", versions.get(0));
        return new Reply(200, group.toString());
    }

    private Reply resources(String group, String version) {
        if (!group.isEmpty() && !groups.getOrDefault(group, List.of()).contains(version)) {
            return new Reply(404, "404 page not found\n");
        }
        ObjectNode list = JSON.createObjectNode();
        KINDS.forEach((plural, kind) -> {
            if (group.equals(groupOf(plural))) {
                list.withArrayProperty("resources")
                        .addObject()
                        .put("name", plural)
                        .put("kind", kind)
                        .put("namespaced", true);
            }
        });
        return new Reply(200, list.toString());
    }

    private static String groupOf(String plural) {
        return switch (plural) {
            case "deployments" -> "apps";
            case "leases" -> "coordination.k8s.io";
            case "virtualservices" -> "networking.istio.io";
            default -> "";
        };
    }

    private synchronized Reply read(String path, Map<String, String> query) {
        ObjectNode object = objects.get(path);
        if (object != null) {
            return new Reply(200, object.toString());
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (!KINDS.containsKey(last)) {
            return new Reply(404, status(404, "NotFound", "\"" + last + "\" not found"));
        }
        return list(path, query);
    }

    private Reply list(String path, Map<String, String> query) {
        String plural = path.substring(path.lastIndexOf('/') + 1);
        List<ObjectNode> all = objects.entrySet().stream()
                .filter(entry -> path.contains("/namespaces/")
                        ? entry.getKey().startsWith(path + "/")
                        : entry.getKey().contains("/" + plural + "/"))
                .map(Map.Entry::getValue)
                .filter(object -> hasLabels(object, query.getOrDefault("labelSelector", "")))
                .toList();
        int from = Integer.parseInt(query.getOrDefault("continue", "0"));
        int limit = Integer.parseInt(query.getOrDefault("limit", "1000000"));
        int to = Math.min(all.size(), from + limit);
        ObjectNode page = JSON.createObjectNode();
        page.withObjectProperty("metadata").put("continue", to < all.size() ? Integer.toString(to) : "");
        page.withArrayProperty("items");
        all.subList(from, to).forEach(object -> {
            ObjectNode bare = object.deepCopy();
            bare.remove(List.of("apiVersion", "kind"));
            page.withArrayProperty("items").add(bare);
        });
        return new Reply(200, page.toString());
    }

    private static boolean hasLabels(ObjectNode object, String selector) {
        return Arrays.stream(selector.split(",", -1))
                .filter(term -> term.contains("="))
                .map(term -> term.split("=", -1))
                .allMatch(term ->
                        object.at("/metadata/labels").path(term[0]).asText().equals(term[1]));
    }

    private synchronized Reply write(Seen request, String path) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(request.body());
        if (request.method().equals("POST")) {
            String full = path + "/" + body.at("/metadata/name").asText();
            if (objects.containsKey(full)) {
                return new Reply(409, status(409, "AlreadyExists", "\"" + full + "\" already exists"));
            }
            objects.put(full, stored(body));
            return new Reply(201, body.toString());
        }
        ObjectNode now = objects.get(path);
        if (now == null) {
            return new Reply(404, status(404, "NotFound", "\"" + path + "\" not found"));
        }
        return request.method().equals("PUT") ? replace(path, now, body) : delete(path, now, body);
    }

    private Reply replace(String path, ObjectNode now, ObjectNode body) {
        if (!now.at("/metadata/resourceVersion").equals(body.at("/metadata/resourceVersion"))) {
            return new Reply(409, status(409, "Conflict", "the object has been modified"));
        }
        objects.put(path, stored(body));
        return new Reply(200, body.toString());
    }

    private Reply delete(String path, ObjectNode now, ObjectNode options) {
        for (String key : List.of("uid", "resourceVersion")) {
            if (options.path("preconditions").has(key)
                    && !options.path("preconditions").get(key).equals(now.at("/metadata/" + key))) {
                return new Reply(409, status(409, "Conflict", "Precondition failed: " + key));
            }
        }
        objects.remove(path);
        return new Reply(200, status(200, "", "deleted"));
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new TreeMap<>();
        @Nullable String raw = uri.getRawQuery();
        for (String term : raw == null ? new ArrayList<String>() : List.of(raw.split("&", -1))) {
            int at = term.indexOf('=');
            query.put(term.substring(0, at), URLDecoder.decode(term.substring(at + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
