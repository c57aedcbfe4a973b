package io.mirrorexperiment.spec;

/** Finds Metric objects of Iter8's that stand beside no experiment, as in the cluster. */
@FunctionalInterface
public interface Iter8MetricObjects {
    /** What is found. */
    sealed interface Found {
        /**
         * The object.
         *
         * @param text YAML or JSON
         */
        record There(String text) implements Found {}

        /**
         * There is none, or nobody can tell.
         *
         * @param because goes on from the metric's name, as in {@code is not in the cluster}
         */
        record Missing(String because) implements Found {}

        /** It is looked for later; until then a metric of that name is taken to be there. */
        record Later() implements Found {}
    }

    /** Looks for one. */
    Found find(String namespace, String name);

    /** For a place without a cluster. */
    static Iter8MetricObjects none() {
        return (namespace, name) -> new Found.Missing("no cluster is asked here");
    }

    /** For a first reading before there is a cluster. */
    static Iter8MetricObjects later() {
        return (namespace, name) -> new Found.Later();
    }
}
