package io.mirrorexperiment.sandbox.kube;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/** Faults that a test or a demo arranges for requests to come. Thread-safe. */
public final class Faults {
    private final List<Arranged> arranged = new CopyOnWriteArrayList<>();

    Faults() {}

    /** The next {@code count} requests whose method and path pass go wrong. */
    public void next(int count, BiPredicate<String, String> methodAndPath, Fault fault) {
        arranged.add(new Arranged(new AtomicInteger(count), methodAndPath, fault));
    }

    /** Every request whose method and path pass goes wrong, until {@link #clear}. */
    public void always(BiPredicate<String, String> methodAndPath, Fault fault) {
        next(Integer.MAX_VALUE, methodAndPath, fault);
    }

    /** All goes well again. */
    public void clear() {
        arranged.clear();
    }

    Optional<Fault> strike(String method, String path) {
        return arranged.stream()
                .filter(fault -> fault.methodAndPath.test(method, path))
                .filter(fault -> fault.left.getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0)
                .map(fault -> fault.fault)
                .findFirst();
    }

    private record Arranged(AtomicInteger left, BiPredicate<String, String> methodAndPath, Fault fault) {}
}
