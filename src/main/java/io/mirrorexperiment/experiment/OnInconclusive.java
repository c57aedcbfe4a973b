package io.mirrorexperiment.experiment;

import java.time.Duration;

/**
 * What follows on an inconclusive verdict.
 *
 * @param hold whether the dark version is kept, un-mirrored, for a person to decide
 * @param holdFor how long it is kept
 */
public record OnInconclusive(boolean hold, Duration holdFor) {}
