/** Runs the sandbox's pods and carries their requests as the stored Istio objects tell, over real HTTP on the loopback. */
@NullMarked
package io.mirrorexperiment.sandbox.mesh;

import org.jspecify.annotations.NullMarked;
