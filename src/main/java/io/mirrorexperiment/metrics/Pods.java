package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import java.io.IOException;
import java.util.List;

/** The pods of a version, and a way to them through the cluster's API server. Thread-safe; may block. */
public interface Pods {
    /** Where no cluster is at hand. */
    Pods NONE = new Pods() {
        @Override
        public List<Pod> of(Population population) throws IOException {
            throw new IOException("no cluster is at hand that could tell");
        }

        @Override
        public String get(Pod pod, int port, String path) throws IOException {
            throw new IOException("no cluster is at hand");
        }
    };

    /**
     * The pods that have begun to run and have not ended; none where there is no such workload.
     *
     * @throws IOException if that cannot be told; the message goes on from "it cannot be told which pods there are: "
     */
    List<Pod> of(Population population) throws IOException;

    /**
     * What a pod answers to a GET.
     *
     * @param path with a leading slash
     * @throws IOException if it gives no good answer; the message is about the pod
     */
    String get(Pod pod, int port, String path) throws IOException;

    /**
     * A pod.
     *
     * @param address in the cluster's network; empty if it has none
     * @param leaving whether it is about to end
     */
    record Pod(String namespace, String name, String address, boolean leaving) {}
}
