package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime.Ended;
import io.mirrorexperiment.sandbox.PodRuntime.RunningPod;
import io.mirrorexperiment.sandbox.PodRuntime.State;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What a kubelet says of a pod. */
final class PodStatus {
    /** Containers that the platform adds; they run whatever becomes of the application. */
    private static final String PROXY = "istio-proxy";

    private static final String QUEUE = "queue-proxy";
    /** Reasons for which a container has never run. */
    private static final Set<String> NOT_STARTED = Set.of(
            "ImagePullBackOff",
            "ErrImagePull",
            "InvalidImageName",
            "ContainerCreating",
            "PodInitializing",
            "CreateContainerConfigError",
            "CreateContainerError");

    private final ObjectNode pod;
    private final RunningPod live;
    private final State state;
    private final String now;

    PodStatus(ObjectNode pod, RunningPod live, String now) {
        this.pod = pod;
        this.live = live;
        this.state = live.state();
        this.now = now;
    }

    /** An event worth telling. */
    record News(String type, String reason, String message) {}

    static String firstContainer(JsonNode pod) {
        return Tree.text(Tree.at(pod, "spec", "containers").path(0), "name");
    }

    /** What changed since the status was last written. */
    List<News> news() {
        String before = Tree.text(statusBefore(firstContainer(pod)), "state", "waiting", "reason");
        JsonNode last = statusBefore(firstContainer(pod)).path("state");
        boolean ran = last.has("running") || last.has("terminated");
        String image = Tree.text(Tree.at(pod, "spec", "containers").path(0), "image");
        List<News> news = new ArrayList<>();
        if (!state.waitingReason().isEmpty() && !state.waitingReason().equals(before)) {
            news.add(trouble(image));
        } else if (state.waitingReason().isEmpty() && !ran) {
            String name = firstContainer(pod);
            news.add(new News("Normal", "Pulled", "Container image \"" + image + "\" already present on machine"));
            news.add(new News("Normal", "Started", "Started container " + name));
        }
        return news;
    }

    private News trouble(String image) {
        return switch (state.waitingReason()) {
            case "ContainerCreating", "PodInitializing" ->
                new News("Normal", "Pulling", "Pulling image \"" + image + "\"");
            case "ImagePullBackOff", "ErrImagePull", "InvalidImageName" ->
                new News("Warning", "Failed", said("Failed to pull image \"" + image + "\""));
            case "CrashLoopBackOff" ->
                new News(
                        "Warning",
                        "BackOff",
                        said("Back-off restarting failed container " + firstContainer(pod) + " in pod "
                                + Tree.name(pod)));
            default -> new News("Warning", "Failed", said("Error: " + state.waitingReason()));
        };
    }

    private String said(String otherwise) {
        return state.message().isEmpty() ? otherwise : state.message();
    }

    /** Rewrites the status in place. */
    void write(ObjectNode status) {
        boolean notStarted = NOT_STARTED.contains(state.waitingReason());
        status.put("phase", notStarted ? "Pending" : phase());
        status.put("hostIP", "127.0.0.1").put("podIP", live.ip());
        status.putArray("podIPs").addObject().put("ip", live.ip());
        status.put("qosClass", "BestEffort");
        if (!status.has("startTime")) {
            status.put("startTime", now);
        }
        ArrayNode containers = Tree.array();
        Tree.each(Tree.at(pod, "spec", "containers")).forEach(container -> containers.add(container(container)));
        status.set("containerStatuses", containers);
        status.set("conditions", conditions(containers));
    }

    /** A pod that was ended because its time was up. */
    static void writeOverdue(ObjectNode status, String why) {
        status.put("phase", "Failed").put("reason", "DeadlineExceeded").put("message", why);
        Tree.each(status.path("conditions"))
                .filter(condition -> Tree.text(condition, "type").endsWith("Ready"))
                .forEach(condition -> ((ObjectNode) condition).put("status", "False"));
        Tree.each(status.path("containerStatuses")).forEach(container -> ((ObjectNode) container).put("ready", false));
    }

    /** A pod is over when all its containers are: one with a sidecar that runs on isn't. */
    private String phase() {
        boolean over = state.ended().isPresent()
                && Tree.each(Tree.at(pod, "spec", "containers"))
                        .noneMatch(container -> isProxy(Tree.text(container, "name")));
        if (!over) {
            return "Running";
        }
        return state.ended().filter(end -> end.code() == 0).isPresent() ? "Succeeded" : "Failed";
    }

    private ArrayNode conditions(ArrayNode containers) {
        String unready = Tree.each(containers)
                .filter(container -> !container.path("ready").asBoolean())
                .map(container -> Tree.text(container, "name"))
                .collect(Collectors.joining(" "));
        ArrayNode conditions = Tree.array();
        conditions.add(condition("PodScheduled", ""));
        conditions.add(condition("Initialized", ""));
        conditions.add(condition("ContainersReady", unready));
        conditions.add(condition("Ready", unready));
        return conditions;
    }

    private ObjectNode condition(String type, String unready) {
        String status = unready.isEmpty() ? "True" : "False";
        String since = PodConditions.find(pod, type)
                .filter(before -> Tree.text(before, "status").equals(status))
                .map(before -> Tree.text(before, "lastTransitionTime"))
                .orElse(now);
        ObjectNode condition = Tree.object();
        condition.put("type", type).put("status", status).putNull("lastProbeTime");
        condition.put("lastTransitionTime", since);
        if (!unready.isEmpty()) {
            condition
                    .put("reason", "ContainersNotReady")
                    .put("message", "containers with unready status: [" + unready + "]");
        }
        return condition;
    }

    private ObjectNode container(JsonNode container) {
        String name = Tree.text(container, "name");
        boolean proxy = isProxy(name);
        boolean runs = proxy || state.waitingReason().isEmpty();
        boolean ready = name.equals(PROXY) || (runs && state.ready());
        ObjectNode status = Tree.object();
        status.put("name", name).put("image", Tree.text(container, "image"));
        status.put("imageID", proxy ? Tree.text(container, "image") : state.imageId());
        status.put("containerID", runs ? "sandbox://" + id(name) : "");
        status.put("ready", ready).put("started", runs);
        status.put("restartCount", proxy ? 0 : state.restarts());
        status.set("state", state(name, proxy, runs));
        status.putObject("lastState");
        return status;
    }

    private ObjectNode state(String name, boolean proxy, boolean runs) {
        Optional<Ended> ended = proxy ? Optional.empty() : state.ended();
        return ended.map(PodStatus::terminated).orElseGet(() -> runs ? running(name) : waiting());
    }

    private static ObjectNode terminated(Ended ended) {
        ObjectNode all = Tree.object();
        all.putObject("terminated")
                .put("exitCode", ended.code())
                .put("reason", ended.code() == 0 ? "Completed" : "Error")
                .put(
                        "startedAt",
                        ended.started().truncatedTo(ChronoUnit.SECONDS).toString())
                .put(
                        "finishedAt",
                        ended.finished().truncatedTo(ChronoUnit.SECONDS).toString());
        return all;
    }

    private static boolean isProxy(String container) {
        return container.equals(PROXY) || container.equals(QUEUE);
    }

    private ObjectNode waiting() {
        ObjectNode all = Tree.object();
        ObjectNode waiting = all.putObject("waiting");
        waiting.put("reason", state.waitingReason());
        if (!state.message().isEmpty()) {
            waiting.put("message", state.message());
        }
        return all;
    }

    private ObjectNode running(String name) {
        String since = Optional.of(statusBefore(name))
                .filter(before -> before.path("restartCount").asInt() == state.restarts() || isProxy(name))
                .flatMap(before -> Tree.word(before, "state", "running", "startedAt"))
                .orElse(now);
        ObjectNode all = Tree.object();
        all.putObject("running").put("startedAt", since);
        return all;
    }

    private JsonNode statusBefore(String container) {
        return Tree.each(Tree.at(pod, "status", "containerStatuses"))
                .filter(status -> Tree.text(status, "name").equals(container))
                .findFirst()
                .orElse(Tree.object());
    }

    private String id(String container) {
        byte[] seed = (Tree.uid(pod) + container + state.restarts()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(seed).toString().replace("-", "");
    }
}
