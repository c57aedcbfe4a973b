package io.mirrorexperiment.bench;

import io.mirrorexperiment.conformance.Seen;
import io.mirrorexperiment.stats.Odds;
import java.util.List;

/** Several objectives: all have to be shown for a promotion, and the mean of the odds rolls back. */
record SeveralLane(List<Lane> lanes) implements Lane {
    @Override
    public void look(Seen step) {
        lanes.forEach(lane -> lane.look(step));
    }

    @Override
    public double promotion() {
        return lanes.stream().mapToDouble(Lane::promotion).min().orElse(0);
    }

    @Override
    public double rollback() {
        return Odds.mean(lanes.stream().mapToDouble(Lane::rollback).toArray());
    }
}
