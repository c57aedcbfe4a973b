package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Kind;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.metrics.Excerpt;
import io.mirrorexperiment.metrics.LogReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one container wrote in all pods of a Deployment, read through the API server. Pods that are gone, and what a node has rotated
 * away, can't be read any more.
 */
record PodLogs(Cluster cluster, Address deployment, String container) implements LogReader {
    /** For one pod at one look: some 60,000 lines. */
    private static final long MOST_BYTES = 1L << 24;

    @Override
    public List<Excerpt> since(Instant from) throws IOException {
        try {
            Manifest workload =
                    cluster.read(deployment).orElseThrow(() -> new IOException("there is no " + deployment.words()));
            return excerpts(cluster.pods(workload), from);
        } catch (ClusterException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private List<Excerpt> excerpts(List<Manifest> pods, Instant from) throws IOException {
        List<Excerpt> excerpts = new ArrayList<>();
        Optional<ClusterException> refused = Optional.empty();
        for (Manifest pod : pods) {
            try {
                excerpts.add(excerpt(pod.name(), from));
            } catch (ClusterException e) {
                // A pod that has not started yet or is just gone has no log; the others may have.
                if (e.reason() != ClusterException.Reason.REFUSED) {
                    throw e;
                }
                refused = Optional.of(e);
            }
        }
        if (excerpts.isEmpty() && refused.isPresent()) {
            throw new IOException(refused.get().getMessage(), refused.get());
        }
        return excerpts;
    }

    private Excerpt excerpt(String pod, Instant from) {
        String text = cluster.log(new Address(Kind.POD, deployment.namespace(), pod), container, from, MOST_BYTES);
        boolean cut = text.getBytes(StandardCharsets.UTF_8).length >= MOST_BYTES;
        return Excerpt.of(text, false, false, cut);
    }
}
