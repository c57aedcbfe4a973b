package io.mirrorexperiment.experiment;

/**
 * Whose requests are counted.
 *
 * @param namespace of the workload
 * @param workload name of the Deployment, as {@code destination_workload} has it, or of the revision, as {@code revision_name} has it
 */
public record Population(String namespace, String workload) {}
