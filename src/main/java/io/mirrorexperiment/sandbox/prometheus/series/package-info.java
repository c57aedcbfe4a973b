/** Time series in memory: labels, matchers, samples with staleness, and a bounded store with immutable snapshots. */
@NullMarked
package io.mirrorexperiment.sandbox.prometheus.series;

import org.jspecify.annotations.NullMarked;
