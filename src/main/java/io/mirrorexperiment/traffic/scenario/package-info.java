/**
 * What may be done to the route of one service besides mirroring it for a run: values that are valid because they exist, in the words of
 * no provider.
 */
@NullMarked
package io.mirrorexperiment.traffic.scenario;

import org.jspecify.annotations.NullMarked;
