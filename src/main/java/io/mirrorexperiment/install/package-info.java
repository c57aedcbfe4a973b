/** Manifests of the gate itself, as it runs in a cluster: a gate by the clock, a reaper; pure. */
@NullMarked
package io.mirrorexperiment.install;

import org.jspecify.annotations.NullMarked;
