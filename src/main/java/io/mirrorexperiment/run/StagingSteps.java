package io.mirrorexperiment.run;

import io.mirrorexperiment.manifest.Address;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Step;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Steps one after the other, each on today's objects and with time in between to arrive. Used once, by one thread. */
final class StagingSteps {
    private static final String LOST = "the claim on the service is not ours any more";

    private final Supplier<List<Manifest>> objects;
    private final Editing editing;
    private final BooleanSupplier ours;
    private final Consumer<Duration> pause;
    private final Duration settle;
    private final Set<Address> changed = new LinkedHashSet<>();

    StagingSteps(
            Supplier<List<Manifest>> objects,
            Editing editing,
            BooleanSupplier ours,
            Consumer<Duration> pause,
            Duration settle) {
        this.objects = objects;
        this.editing = editing;
        this.ours = ours;
        this.pause = pause;
        this.settle = settle;
    }

    Staged take(List<Function<List<Manifest>, Step>> steps, List<String> warnings) {
        boolean under = false;
        for (Function<List<Manifest>, Step> step : steps) {
            if (under && isNeeded(step)) {
                pause.accept(settle);
            }
            int before = changed.size();
            Optional<String> barred = taken(step);
            if (barred.isPresent()) {
                return new Staged.Refused(barred.get(), List.copyOf(changed));
            }
            under |= changed.size() > before;
        }
        return new Staged.Done(List.copyOf(changed), warnings);
    }

    private boolean isNeeded(Function<List<Manifest>, Step> step) {
        return step.apply(objects.get()) instanceof Step.Changes changes
                && !changes.changes().isEmpty();
    }

    private Optional<String> taken(Function<List<Manifest>, Step> step) {
        return editing.edit(
                objects,
                now -> decision(step.apply(now)),
                refusal -> Optional.of(
                        "somebody else keeps changing the routes: " + Editing.ROUNDS + " edits were undone or outrun"));
    }

    private Editing.Decision<Optional<String>> decision(Step step) {
        if (step instanceof Step.Barred barred) {
            return new Editing.Decision.Leave<>(Optional.of(barred.because()));
        }
        List<Change> changes = ((Step.Changes) step).changes();
        if (changes.isEmpty()) {
            return new Editing.Decision.Leave<>(Optional.empty());
        }
        if (!ours.getAsBoolean()) {
            return new Editing.Decision.Leave<>(Optional.of(LOST));
        }
        changes.forEach(change -> changed.add(change.address()));
        return new Editing.Decision.Write<>(changes, Optional.empty());
    }
}
