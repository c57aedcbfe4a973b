package io.mirrorexperiment.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository, and an Argo CD that brings the cluster to it: what is committed is applied at once, and nothing else ever is. */
final class Git {
    private static final String TRACKED = "argocd.argoproj.io/tracking-id";

    private final World world;
    private final List<String> history = new ArrayList<>();

    Git(World world) {
        this.world = world;
    }

    /** What was committed, oldest first, in a word each. */
    List<String> history() {
        return List.copyOf(history);
    }

    /** Commits what a run hands out, from the text of its files alone. */
    void commit(Commit commit) {
        history.add(commit.stage().word());
        for (Map.Entry<String, String> file : commit.files().entrySet()) {
            if (file.getKey().equals("remove.txt")) {
                commit.removals().forEach(this::remove);
            } else {
                commit(file.getValue());
            }
        }
    }

    private void commit(String text) {
        for (Manifest manifest : read(text)) {
            List<ObjectNode> there = world.api.view().list(plural(manifest.kind())).stream()
                    .filter(object -> object.at("/metadata/name").asText().equals(manifest.name()))
                    .toList();
            Manifest tracked = manifest.withAnnotation(TRACKED, "books:" + manifest.name());
            if (!there.isEmpty() && !manifest.kind().equals(Kind.DEPLOYMENT)) {
                world.api.delete(text);
            }
            world.api.apply(ManifestText.write(tracked.tree()));
        }
    }

    private void remove(Address address) {
        String version = "networking.istio.io/v1";
        world.api.delete("{apiVersion: " + version + ", kind: " + address.kind().kind() + ", metadata: {namespace: "
                + address.namespace() + ", name: " + address.name() + "}}");
    }

    private static List<Manifest> read(String text) {
        try {
            return ManifestText.read(text);
        } catch (IOException e) {
            throw new AssertionError("what was handed out is no manifest: " + text, e);
        }
    }

    private static String plural(Kind kind) {
        return kind.kind().toLowerCase(java.util.Locale.ROOT) + "s." + kind.group();
    }
}
