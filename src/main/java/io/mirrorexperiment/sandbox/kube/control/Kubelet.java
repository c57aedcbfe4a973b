package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mirrorexperiment.sandbox.PodRuntime;
import io.mirrorexperiment.sandbox.PodRuntime.RunningPod;
import io.mirrorexperiment.sandbox.kube.store.Deletion;
import io.mirrorexperiment.sandbox.kube.store.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts and stops pods through the runtime, and writes into their status what it sees. */
final class Kubelet implements Runnable, AutoCloseable {
    static final String NODE = "sandbox-node";
    private static final String COMPONENT = "kubelet";
    private static final Set<String> FINAL = Set.of("Succeeded", "Failed");

    private final Cluster cluster;
    private final PodRuntime runtime;
    private final Map<String, RunningPod> running = new ConcurrentHashMap<>();
    private final Set<String> stopping = ConcurrentHashMap.newKeySet();
    private final ExecutorService stopper = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "sandbox-pod-stop");
        thread.setDaemon(true);
        return thread;
    });

    Kubelet(Cluster cluster, PodRuntime runtime) {
        this.cluster = cluster;
        this.runtime = runtime;
    }

    Optional<RunningPod> running(String uid) {
        return Optional.ofNullable(running.get(uid));
    }

    @Override
    public void run() {
        join();
        List<ObjectNode> pods = cluster.all("pods");
        pods.stream().filter(Tree::leaving).forEach(this::stop);
        pods.stream()
                .filter(pod -> !Tree.leaving(pod))
                .filter(pod -> !running.containsKey(Tree.uid(pod)))
                .forEach(this::start);
        cluster.all("pods").forEach(this::report);
        Set<String> known = pods.stream().map(Tree::uid).collect(Collectors.toSet());
        running.keySet().stream().filter(uid -> !known.contains(uid)).forEach(this::halt);
    }

    /** Stops every pod and waits up to three seconds for it. */
    @Override
    public void close() {
        running.keySet().forEach(this::halt);
        stopper.shutdown();
        try {
            boolean ignored = stopper.awaitTermination(3, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void join() {
        if (cluster.find("nodes", "", NODE).isEmpty()) {
            ObjectNode node = Tree.object();
            node.putObject("metadata").put("name", NODE);
            ObjectNode created = cluster.create("nodes", node);
            cluster.report("nodes", created, status -> Tree.listIn(status, "conditions")
                    .addObject()
                    .put("type", "Ready")
                    .put("status", "True")
                    .put("reason", "KubeletReady")
                    .put("message", "the sandbox runs pods")
                    .put("lastTransitionTime", cluster.stamp()));
        }
    }

    private void start(ObjectNode pod) {
        cluster.edit("pods", pod, copy -> Tree.within(copy, "spec").put("nodeName", NODE));
        Optional<ObjectNode> scheduled = cluster.find("pods", Tree.namespace(pod), Tree.name(pod))
                .filter(now -> Tree.uid(now).equals(Tree.uid(pod)));
        scheduled.ifPresent(now -> {
            running.put(Tree.uid(now), runtime.start(now.deepCopy()));
            String where = "Successfully assigned " + Tree.namespace(now) + "/" + Tree.name(now) + " to " + NODE;
            cluster.event(now, "default-scheduler", "Normal", "Scheduled", where);
        });
    }

    private void report(ObjectNode pod) {
        if (FINAL.contains(Tree.text(pod, "status", "phase"))) {
            return;
        }
        running(Tree.uid(pod)).filter(live -> !Tree.leaving(pod)).ifPresent(live -> {
            if (isOverdue(pod)) {
                endOverdue(pod, live);
                return;
            }
            PodStatus status = new PodStatus(pod, live, cluster.stamp());
            status.news().forEach(news -> cluster.event(pod, COMPONENT, news.type(), news.reason(), news.message()));
            cluster.report("pods", pod, status::write);
        });
    }

    private boolean isOverdue(ObjectNode pod) {
        JsonNode deadline = Tree.at(pod, "spec", "activeDeadlineSeconds");
        return deadline.isNumber()
                && Tree.word(pod, "status", "startTime")
                        .map(Instant::parse)
                        .filter(from -> !from.plusSeconds(deadline.asLong()).isAfter(cluster.now()))
                        .isPresent();
    }

    private void endOverdue(ObjectNode pod, RunningPod live) {
        String why = "Pod was active on the node longer than the specified deadline";
        stopper.execute(live::stop);
        cluster.event(pod, COMPONENT, "Normal", "DeadlineExceeded", why);
        cluster.report("pods", pod, status -> PodStatus.writeOverdue(status, why));
    }

    /** Ends a pod that is on its way out, then takes its object away. */
    private void stop(ObjectNode pod) {
        Optional<RunningPod> live = running(Tree.uid(pod));
        if (live.isEmpty()) {
            cluster.delete("pods", pod, Deletion.now());
        } else if (stopping.add(Tree.uid(pod))) {
            cluster.event(pod, COMPONENT, "Normal", "Killing", "Stopping container " + PodStatus.firstContainer(pod));
            stopper.execute(() -> {
                live.get().stop();
                running.remove(Tree.uid(pod));
                stopping.remove(Tree.uid(pod));
                cluster.delete("pods", pod, Deletion.now());
            });
        }
    }

    /** Ends a pod whose object is gone already. */
    private void halt(String uid) {
        Optional.ofNullable(running.remove(uid)).ifPresent(live -> stopper.execute(live::stop));
    }
}
