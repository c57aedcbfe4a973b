package io.mirrorexperiment.sandbox.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.shell.Tool;
import io.mirrorexperiment.sandbox.shell.ToolImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a container does that runs a command line instead of serving requests.
 *
 * @param command replaces the image's own, unless it is empty
 * @param account the pod's service account
 * @param restart the pod's restart policy
 */
record ChoreSpec(
        Tool tool,
        List<String> command,
        List<String> arguments,
        Map<String, String> environment,
        String account,
        String restart) {

    /** The chore of a container, if its image is one of the tools, or of those by name of repository. */
    static Optional<ChoreSpec> of(JsonNode container, JsonNode pod, Map<String, Tool> more) {
        String image = container.path("image").asText();
        return Optional.ofNullable(more.get(ToolImage.repository(image)))
                .or(() -> ToolImage.find(image))
                .map(tool -> new ChoreSpec(
                        tool,
                        words(container.path("command")),
                        words(container.path("args")),
                        environment(container.path("env")),
                        pod.path("spec").path("serviceAccountName").asText("default"),
                        pod.path("spec").path("restartPolicy").asText("Always")));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return List.copyOf(words);
    }

    private static Map<String, String> environment(JsonNode env) {
        Map<String, String> values = new TreeMap<>();
        env.forEach(variable -> values.put(
                variable.path("name").asText(), variable.path("value").asText()));
        return Map.copyOf(values);
    }

    boolean runsAgain(int code) {
        return restart.equals("Always") || (restart.equals("OnFailure") && code != 0);
    }
}
