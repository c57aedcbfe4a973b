package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Population;
import java.util.Collection;

/** Whose counters evidence is made of, and what they are called. Pure. */
interface Telemetry {
    /** Who reports. */
    String reporter();

    /** Name of the counter of requests; it has the label {@code response_code}. */
    String requests();

    /** Name of the histogram of latencies in milliseconds, without {@code _bucket}. */
    String latencies();

    /** Labels that select a population's series, whoever reports them. */
    String workload(Population population);

    /** Labels that select the series that count. */
    String selector(Population population);

    /** Labels that select the series that count, of several workloads of one namespace. */
    String selector(String namespace, Collection<String> workloads);

    /** The label that tells the workload. */
    String workloadLabel();

    /** The label that tells its namespace. */
    String namespaceLabel();

    /** A population in words. */
    String words(Population population);

    /** Why a population may have no series. */
    String none();

    /** What to look at where nobody tells of a population. */
    String nobody();

    /** What is scraped, if all is well. */
    String scraped();
}
