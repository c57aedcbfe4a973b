package io.mirrorexperiment.experiment;

/** How a spec points at a version of the service. */
public sealed interface Version {
    /** The word of a spec that points so. */
    String word();

    /** What stands beside that word. */
    String value();

    /** The words that a person would use for it. */
    default String words() {
        return word() + " " + value();
    }

    /** Whether Knative runs it: then its own telemetry counts, and traffic moves by the Knative Service. */
    default boolean isRevision() {
        return this instanceof OfRevision || this instanceof Serving;
    }

    /**
     * The Deployment of the service whose pods carry the label {@code version}.
     *
     * @param version value of the label
     */
    record Labelled(String version) implements Version {
        @Override
        public String word() {
            return "version";
        }

        @Override
        public String value() {
            return version;
        }
    }

    /**
     * A Deployment by its name.
     *
     * @param deployment its name, in the experiment's namespace
     */
    record OfDeployment(String deployment) implements Version {
        @Override
        public String word() {
            return "deployment";
        }

        @Override
        public String value() {
            return deployment;
        }
    }

    /** The revision to which a Knative Service sends all its traffic, whichever that is when the run is planned. */
    record Serving() implements Version {
        @Override
        public String word() {
            return "serving";
        }

        @Override
        public String value() {
            return "knative";
        }

        @Override
        public String words() {
            return "the revision that serves";
        }
    }

    /**
     * A revision of a Knative Service.
     *
     * @param revision its name, in the experiment's namespace
     */
    record OfRevision(String revision) implements Version {
        @Override
        public String word() {
            return "revision";
        }

        @Override
        public String value() {
            return revision;
        }
    }
}
