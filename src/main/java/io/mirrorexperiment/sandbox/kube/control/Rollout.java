package io.mirrorexperiment.sandbox.kube.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.mirrorexperiment.sandbox.kube.store.Tree;

/**
 * The arithmetic of a Deployment's rollout.
 *
 * @param replicas how many pods are wanted
 * @param maxSurge how many more may be there meanwhile
 * @param maxUnavailable how many may be missing meanwhile
 */
record Rollout(int replicas, int maxSurge, int maxUnavailable, boolean recreate, boolean paused) {

    static Rollout of(JsonNode deployment) {
        JsonNode spec = deployment.path("spec");
        int replicas = Tree.number(spec, 1, "replicas");
        boolean recreate = Tree.text(spec, "strategy", "type").equals("Recreate");
        JsonNode limits = Tree.at(spec, "strategy", "rollingUpdate");
        int surge = recreate ? 0 : count(limits.path("maxSurge"), replicas, true);
        int unavailable = recreate ? 0 : Math.min(replicas, count(limits.path("maxUnavailable"), replicas, false));
        boolean stuck = !recreate && surge == 0 && unavailable == 0 && replicas > 0;
        return new Rollout(
                replicas,
                surge,
                stuck ? 1 : unavailable,
                recreate,
                spec.path("paused").asBoolean());
    }

    /** A number, or a percentage of the replicas: rounded up for a surge, down for what may be missing. */
    static int count(JsonNode limit, int replicas, boolean up) {
        if (limit.isInt()) {
            return limit.asInt();
        }
        String text = limit.asText("0");
        if (!text.matches("\\d{1,4}%?")) {
            return 0;
        }
        if (!text.endsWith("%")) {
            return Integer.parseInt(text);
        }
        double exact = Integer.parseInt(text.substring(0, text.length() - 1)) * replicas / 100.0;
        return (int) (up ? Math.ceil(exact) : Math.floor(exact));
    }

    /** How many pods the new ReplicaSet may have now, when all sets together want {@code total}. */
    int grown(int fresh, int total) {
        if (fresh >= replicas) {
            return replicas;
        }
        int room = Math.max(0, replicas + maxSurge - total);
        return fresh + Math.min(room, replicas - fresh);
    }

    /** How many pods of old ReplicaSets may go now. */
    int removable(int total, int fresh, int freshAvailable) {
        int freshUnavailable = fresh - freshAvailable;
        return Math.max(0, total - minimumAvailable() - freshUnavailable);
    }

    int minimumAvailable() {
        return replicas - maxUnavailable;
    }
}
