package io.mirrorexperiment.metrics;

/**
 * What Prometheus scraped: the labels that stay the same while a pod lives. Absent ones are empty.
 *
 * <p>Its identity is the pod's name, and the instance (address and port) only where there is no pod label: a pod keeps its name
 * even if the port or the job of its scrape changes.
 */
record Target(String pod, String instance, String job) {
    static Target of(Sample sample) throws OddAnswerException {
        Target target = new Target(sample.label("pod"), sample.label("instance"), sample.label("job"));
        if (target.identity().isEmpty()) {
            throw new OddAnswerException(
                    "series with neither a pod nor an instance label: counters of different pods cannot be"
                            + " told apart, so a restart would look like traffic; keep one of them in the scrape's relabelling");
        }
        return target;
    }

    String identity() {
        return pod.isEmpty() ? instance : pod;
    }

    String scrape() {
        return "job " + SampleText.shown(job) + ", instance " + SampleText.shown(instance);
    }
}
