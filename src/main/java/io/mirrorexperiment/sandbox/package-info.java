/**
 * An in-memory cluster, mesh, workloads, traffic and metrics system that speak the real wire protocols; it knows
 * nothing of the engine.
 */
@NullMarked
package io.mirrorexperiment.sandbox;

import org.jspecify.annotations.NullMarked;
