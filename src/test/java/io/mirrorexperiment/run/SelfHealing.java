package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Argo CD with self-heal, as far as the API server notices: what git says of the specs of its objects is written back whenever it is
 * called, but for fields of a manager whose differences it is told to ignore.
 */
final class SelfHealing {
    private static final String NETWORKING = "/apis/networking.istio.io/v1/namespaces/default/";
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final World world;
    private final Map<String, JsonNode> git = new LinkedHashMap<>();
    private final List<String> ignored;

    /** Everything that is there now stands in git; whoever takes it over applies it once. */
    SelfHealing(World world, String... ignoredManagers) {
        this.world = world;
        this.ignored = List.of(ignoredManagers);
        for (String path : List.of("virtualservices/reviews", "destinationrules/reviews")) {
            JsonNode object = get(path);
            if (object.at("/metadata/annotations").has("argocd.argoproj.io/tracking-id")) {
                git.put(path, object.path("spec"));
                apply(path, (ObjectNode) object);
            }
        }
    }

    private void apply(String path, ObjectNode object) {
        ObjectNode config = object.deepCopy();
        ((ObjectNode) config.path("metadata")).retain("name", "annotations");
        send(
                path,
                HttpRequest.newBuilder()
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(config.toString()))
                        .header("Content-Type", "application/apply-patch+yaml"),
                "?force=true&fieldManager=argocd-controller");
    }

    /** Writes back what differs; returns what that was. */
    List<String> heal() {
        List<String> healed = new ArrayList<>();
        git.forEach((path, spec) -> {
            ObjectNode live = (ObjectNode) get(path);
            ObjectNode wanted = ((ObjectNode) spec).deepCopy();
            ignoredFields(live).forEach(field -> wanted.set(field, live.at("/spec/" + field)));
            if (!live.path("spec").equals(wanted)) {
                live.set("spec", wanted);
                put(path, live);
                healed.add(path);
            }
        });
        return healed;
    }

    /** The managers of an object's fields. */
    List<String> managers(String path) {
        return StreamSupport.stream(get(path).at("/metadata/managedFields").spliterator(), false)
                .map(entry -> entry.path("manager").asText())
                .toList();
    }

    private List<String> ignoredFields(JsonNode live) {
        List<String> fields = new ArrayList<>();
        live.at("/metadata/managedFields").forEach(entry -> {
            if (ignored.contains(entry.path("manager").asText())) {
                entry.at("/fieldsV1/f:spec").fieldNames().forEachRemaining(name -> fields.add(name.substring(2)));
            }
        });
        return fields;
    }

    private JsonNode get(String path) {
        return send(path, HttpRequest.newBuilder().GET(), "");
    }

    private void put(String path, ObjectNode object) {
        send(
                path,
                HttpRequest.newBuilder()
                        .PUT(HttpRequest.BodyPublishers.ofString(object.toString()))
                        .header("Content-Type", "application/json"),
                "?fieldManager=argocd-controller");
    }

    private JsonNode send(String path, HttpRequest.Builder request, String query) {
        try {
            URI uri = URI.create(world.api.url() + NETWORKING + path + query);
            HttpResponse<String> answer = client.send(request.uri(uri).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2 && answer.statusCode() != 404) {
                throw new AssertionError(answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
