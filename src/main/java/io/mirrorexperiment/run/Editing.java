package io.mirrorexperiment.run;

import io.mirrorexperiment.cluster.Cluster;
import io.mirrorexperiment.cluster.ClusterException;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Edits objects that others edit as well, compare-and-set: reads, decides, writes, and begins anew where somebody else was quicker.
 * Whatever is asked between the reading and the writing, such as whether the run still may, therefore still holds when the writing
 * comes about.
 */
final class Editing {
    static final int ROUNDS = 20;

    private final Cluster cluster;

    Editing(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What to do about what was read. */
    sealed interface Decision<R> {
        /** Nothing, or nothing more. */
        record Leave<R>(R result) implements Decision<R> {}

        /**
         * Write.
         *
         * @param changes in this order
         * @param result when all of them have come about; empty to read them back in another round
         */
        record Write<R>(List<Change> changes, Optional<R> result) implements Decision<R> {}
    }

    /**
     * Goes round until there is a result.
     *
     * @param decide asked after each reading and before the writing
     * @param outrun what it means that somebody else undid or outran the edit in {@link #ROUNDS} rounds; is told the last refusal,
     *     if the last round was outrun
     */
    <T, R> R edit(Supplier<T> read, Function<T, Decision<R>> decide, Function<Optional<ClusterException>, R> outrun) {
        Optional<ClusterException> refusal = Optional.empty();
        for (int round = 1; round <= ROUNDS; round++) {
            Decision<R> decision = decide.apply(read.get());
            if (decision instanceof Decision.Leave<R> leave) {
                return leave.result();
            }
            Decision.Write<R> write = (Decision.Write<R>) decision;
            refusal = refused(write.changes());
            if (refusal.isEmpty() && write.result().isPresent()) {
                return write.result().get();
            }
        }
        return outrun.apply(refusal);
    }

    /**
     * Edits one object.
     *
     * @param may asked after each reading and before the writing
     * @return false where the object is not there, or must not be changed
     * @throws ClusterException {@code CONFLICT} if somebody else was quicker again and again
     */
    boolean one(Supplier<Optional<Manifest>> read, BooleanSupplier may, UnaryOperator<Manifest> change) {
        return edit(
                read,
                there -> there.isPresent() && may.getAsBoolean()
                        ? decision(there.get(), change.apply(there.get()))
                        : new Decision.Leave<>(false),
                refusal -> {
                    throw refusal.orElseThrow();
                });
    }

    private static Decision<Boolean> decision(Manifest before, Manifest after) {
        return after.equals(before)
                ? new Decision.Leave<>(true)
                : new Decision.Write<>(List.of(new Change.Update(before, after)), Optional.of(true));
    }

    /**
     * How somebody else was quicker; empty if all was written. An update of what is only being made waits for the next round, which
     * has read it and has asked again.
     */
    private Optional<ClusterException> refused(List<Change> changes) {
        try {
            changes.stream().filter(change -> !isOfSomethingNew(change)).forEach(cluster::apply);
            return Optional.empty();
        } catch (ClusterException e) {
            return switch (e.reason()) {
                case CONFLICT, ALREADY_EXISTS -> Optional.of(e);
                case FORBIDDEN, REFUSED, NOT_SERVED, UNAUTHORIZED, UNCONFIGURED, UNREACHABLE -> throw e;
            };
        }
    }

    private static boolean isOfSomethingNew(Change change) {
        return change instanceof Change.Update update
                && update.before().resourceVersion().isEmpty();
    }
}
