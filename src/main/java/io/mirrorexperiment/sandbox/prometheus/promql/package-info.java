/** PromQL: text to a checked expression, and the pure evaluation of one over a snapshot of series. */
@NullMarked
package io.mirrorexperiment.sandbox.prometheus.promql;

import org.jspecify.annotations.NullMarked;
