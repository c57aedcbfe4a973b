/** Pure mathematics of evidence: exact bounds and tail probabilities of counts. */
@NullMarked
package io.mirrorexperiment.stats;

import org.jspecify.annotations.NullMarked;
