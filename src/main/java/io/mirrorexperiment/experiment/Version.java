package io.mirrorexperiment.experiment;

/** How a spec points at a version of the service. */
public sealed interface Version {
    /** The words that a person would use for it. */
    String words();

    /**
     * The Deployment of the service whose pods carry the label {@code version}.
     *
     * @param version value of the label
     */
    record Labelled(String version) implements Version {
        @Override
        public String words() {
            return "version " + version;
        }
    }

    /**
     * A Deployment by its name.
     *
     * @param deployment its name, in the experiment's namespace
     */
    record OfDeployment(String deployment) implements Version {
        @Override
        public String words() {
            return "deployment " + deployment;
        }
    }
}
