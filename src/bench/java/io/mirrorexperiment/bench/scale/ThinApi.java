package io.mirrorexperiment.bench.scale;

import com.sun.net.httpserver.HttpExchange;
import io.mirrorexperiment.bench.scale.StoredObjects.Said;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** As much of the Kubernetes API as a run that looks asks for. */
final class ThinApi {
    private static final Map<String, List<String>> GROUPS = Map.of(
            "api/v1", List.of("configmaps ConfigMap", "services Service"),
            "apis/coordination.k8s.io/v1", List.of("leases Lease"),
            "apis/networking.istio.io/v1",
                    List.of("virtualservices VirtualService", "destinationrules DestinationRule"));

    private final StoredObjects objects;
    private final Counts counts;

    ThinApi(StoredObjects objects, Counts counts) {
        this.objects = objects;
        this.counts = counts;
    }

    void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Said said = said(exchange.getRequestMethod(), path, body);
        boolean bare =
                String.valueOf(exchange.getRequestHeaders().getFirst("Accept")).contains("as=PartialObjectMetadata");
        counts.count(exchange.getRequestMethod() + " " + word(path) + (said.status() == 409 ? " refused" : ""));
        String answer = bare && said.status() == 200 ? bare(said.body()) : said.body();
        Http.send(exchange, said.status(), answer.getBytes(StandardCharsets.UTF_8));
    }

    private Said said(String method, String path, String body) {
        if (GROUPS.containsKey(path)) {
            return served(path);
        }
        for (String group : GROUPS.keySet()) {
            if (path.equals(group.substring(0, group.lastIndexOf('/')))) {
                return text("{\"kind\":\"APIGroup\",\"apiVersion\":\"v1\",\"versions\":[{\"groupVersion\":\""
                        + group.substring(5) + "\",\"version\":\"v1\"}],\"preferredVersion\":{\"version\":\"v1\"}}");
            }
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        boolean all = GROUPS.values().stream().flatMap(List::stream).anyMatch(kind -> kind.startsWith(last + " "));
        return switch (method) {
            case "GET" -> all ? objects.list(path, last) : objects.get(path);
            case "PUT" -> objects.replace(path, body);
            case "POST" -> objects.create(path + "/" + name(body), body);
            default -> new Said(405, "");
        };
    }

    /** What every object has, without what it says. */
    private static String bare(String object) {
        int from = object.indexOf("\"metadata\":{");
        int depth = 0;
        int to = from;
        do {
            to = object.indexOf('}', to + 1);
            depth++;
        } while (object.substring(from, to).chars().filter(each -> each == '{').count() > depth);
        return "{\"apiVersion\":\"meta.k8s.io/v1\",\"kind\":\"PartialObjectMetadata\"," + object.substring(from, to + 1)
                + "}";
    }

    private static String name(String body) {
        return body.replaceFirst("(?s).*\"name\":\"([^\"]+)\".*", "$1");
    }

    private static Said served(String path) {
        return text(GROUPS.getOrDefault(path, List.of()).stream()
                .map(kind -> kind.split(" ", -1))
                .map(kind -> "{\"name\":\"" + kind[0] + "\",\"kind\":\"" + kind[1]
                        + "\",\"namespaced\":true,\"verbs\":[\"get\",\"list\",\"update\",\"create\"]}")
                .collect(Collectors.joining(",", "{\"kind\":\"APIResourceList\",\"resources\":[", "]}")));
    }

    private static Said text(String json) {
        return new Said(200, json);
    }

    /** The plural of a path's kind, and whether one or all are meant. */
    private static String word(String path) {
        String[] parts = path.split("/", -1);
        int last = parts.length - 1;
        boolean one = parts.length > 3 && parts[last - 2].matches("team-\\d+");
        return one
                ? parts[last - 1]
                : path.contains("team-") || parts.length == 4 ? "list of " + parts[last] : "discovery";
    }
}
