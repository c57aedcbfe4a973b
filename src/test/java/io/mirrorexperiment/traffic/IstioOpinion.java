package io.mirrorexperiment.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Bed;
import io.mirrorexperiment.real.Bed.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Istio's webhook and analyzer say of route objects; an opinion is asked once, in a folder of its own. */
final class IstioOpinion {
    private static final Pattern DENIED = Pattern.compile(
            "error when creating \"[^\"]*/([^/\"]+)\\.yaml\": (admission webhook .*|.* is invalid: .*)");
    private static final Pattern PLACE = Pattern.compile("[0-9]+|\"[^\"]*\"|\\b(VirtualService|DestinationRule)/\\S+");

    /**
     * While a clone is there, its entry has nothing to do with what the clone takes, as is meant; and a clone of an entry that was
     * never reached is not reached either.
     */
    private static final Pattern BY_A_CLONE = Pattern.compile("(match #[0-9]+ .*|rule .*)not used");

    private final Bed bed;
    private final Path folder;

    IstioOpinion(Bed bed, Path folder) {
        this.bed = bed;
        this.folder = folder;
    }

    /** An object that was refused as the user had it may be refused after us, for no other reason. */
    void nothingNewIsDenied(List<RouteStates> cases, int atLeast) throws IOException {
        Map<String, String> before = new LinkedHashMap<>();
        for (RouteStates one : cases) {
            write(one.name() + "@found", one.found(), before);
            for (RouteStates.State state : one.after()) {
                write(one.name() + "@" + state.step(), state.objects(), before);
            }
        }
        Map<String, String> denied = denied();
        int taken = 0;
        for (Map.Entry<String, String> object : before.entrySet()) {
            String because = denied.get(object.getKey());
            if (because == null) {
                taken++;
            } else {
                assertThat(reason(denied.getOrDefault(object.getValue(), "taken as it was found")))
                        .as("%s is denied: %s", object.getKey(), because)
                        .isEqualTo(reason(because));
            }
        }
        assertThat(taken).as("objects that the webhook took").isGreaterThan(atLeast);
    }

    /** Files of these objects, all of another name and in one namespace; maps each to the same object as it was found. */
    private void write(String state, List<Manifest> objects, Map<String, String> before) throws IOException {
        for (Manifest object : objects) {
            String place = "%s.%s.%s"
                    .formatted(
                            object.address().kind().kind(),
                            object.address().namespace(),
                            object.address().name());
            String file = state + "@" + place;
            before.put(file, state.replaceAll("@.*", "") + "@found@" + place);
            Map<String, Object> meta = new LinkedHashMap<>(Map.of("name", "dry-" + before.size()));
            object.at("metadata", "annotations").ifPresent(notes -> meta.put("annotations", notes));
            Map<String, Object> tree = new LinkedHashMap<>(object.tree());
            tree.put("metadata", meta);
            Files.writeString(folder.resolve(file + ".yaml"), Cluster.write(tree));
        }
    }

    private Map<String, String> denied() {
        List<String> command = List.of(
                bed.program("kubectl").toString(),
                "--kubeconfig",
                bed.kubeconfig().toString(),
                "create",
                "--dry-run=server",
                "--validate=ignore",
                "--namespace=default",
                "-f",
                folder.toString());
        Map<String, String> denied = new TreeMap<>();
        Said.of(command, 300).err().lines().filter(line -> !warned(line)).forEach(line -> {
            Matcher one = DENIED.matcher(line);
            assertThat(one.find()).as(line).isTrue();
            denied.put(one.group(1), one.group(2));
        });
        return denied;
    }

    /** The API server says each warning once, whatever the object: those of objects that we did not touch pass. */
    private static boolean warned(String line) {
        return line.startsWith("Warning: ") && (BY_A_CLONE.matcher(line).find() || !line.contains("mirror-experiment"));
    }

    private static String reason(String message) {
        return PLACE.matcher(message).replaceAll("…");
    }

    void nothingNewIsSaid(RouteStates one) throws IOException {
        Set<String> before = messages(one.found()).keySet();
        for (RouteStates.State state : one.after()) {
            Map<String, String> said = messages(state.objects());
            said.keySet().removeAll(before);
            assertThat(said)
                    .as("what istioctl analyze says of %s after %s, but not before", one.name(), state.step())
                    .isEmpty();
        }
    }

    /** By kind of message and object, since the places in an object change with what we add. */
    private Map<String, String> messages(List<Manifest> objects) throws IOException {
        List<String> texts = new ArrayList<>(List.of(SURROUNDINGS));
        objects.forEach(object -> texts.add(Cluster.write(object.tree())));
        Path file = Files.writeString(folder.resolve("objects.yaml"), String.join("\n---\n", texts));
        Said said = Said.of(
                List.of(
                        bed.program("istioctl").toString(),
                        "analyze",
                        "--use-kube=false",
                        "--all-namespaces",
                        "--output=json",
                        file.toString()),
                60);
        int start = said.out().indexOf("\n[") + 1;
        JsonNode read = new ObjectMapper().readTree(said.out().substring(start));
        assertThat(read.isArray()).as(said.all()).isTrue();
        String all = String.join("", texts);
        boolean cloned = all.contains("subset: mirror-experiment-dark") || all.contains("mirror-experiment.shift.");
        Map<String, String> messages = new TreeMap<>();
        for (JsonNode message : read) {
            String text = message.path("message").asText();
            if (!cloned || !BY_A_CLONE.matcher(text).find()) {
                messages.put(
                        message.path("code").asText() + " "
                                + message.path("origin").asText(),
                        text);
            }
        }
        return messages;
    }

    private static final String SURROUNDINGS = """
            apiVersion: v1
            kind: Service
            metadata: {name: reviews, namespace: default}
            spec: {selector: {app: reviews}, ports: [{name: http, port: 9080}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: ratings, namespace: default}
            spec: {selector: {app: ratings}, ports: [{name: http, port: 9080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews-v1, namespace: default, labels: {app: reviews, version: v1}}
            spec: {containers: [{name: reviews, image: "example/reviews:1.0"}, {name: istio-proxy, image: "istio/proxyv2:1"}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews-v2, namespace: default, labels: {app: reviews, version: v2}}
            spec: {containers: [{name: reviews, image: "example/reviews:2.0"}, {name: istio-proxy, image: "istio/proxyv2:1"}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: reviews-v3, namespace: default, labels: {app: reviews, version: v3}}
            spec: {containers: [{name: reviews, image: "example/reviews:3.0"}, {name: istio-proxy, image: "istio/proxyv2:1"}]}""";
}
