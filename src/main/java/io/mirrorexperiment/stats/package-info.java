/** Pure mathematics of evidence: e-processes, bounds that hold at every look, sample sizes, and exact bounds of counts. */
@NullMarked
package io.mirrorexperiment.stats;

import org.jspecify.annotations.NullMarked;
