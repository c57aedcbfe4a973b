package io.mirrorexperiment.spec.iter8;

import java.util.List;
import java.util.Optional;

/** What an Iter8 experiment waits for before its first look. */
public sealed interface StartAction {
    /**
     * The task {@code knative/init-experiment}: the target, a Knative Service, is ready, and the revision of the version is among its traffic.
     *
     * @param namespace of the Service
     * @param service its name
     * @param revision the variable {@code revision} of the version
     */
    record KnativeReady(String namespace, String service, String revision) implements StartAction {}

    /**
     * The task {@code common/readiness}: objects are there, and have a condition. They are looked for once, and then so often again.
     *
     * @param initialDelaySeconds before the first time
     * @param retries after the first time
     * @param intervalSeconds between two
     * @param objects all of them
     */
    record ObjectsReady(int initialDelaySeconds, int retries, int intervalSeconds, List<Wanted> objects)
            implements StartAction {
        /** Copies. */
        public ObjectsReady {
            objects = List.copyOf(objects);
        }
    }

    /**
     * An object that has to be there.
     *
     * @param kind as kubectl takes it
     * @param namespace where
     * @param name of the object
     * @param waitFor what {@code kubectl wait --for} waits for, as in {@code condition=Ready}
     */
    record Wanted(String kind, String namespace, String name, Optional<String> waitFor) {}
}
