/** Asks a metrics system one question about one instant; everything odd in an answer is a missing reading with its reason. */
@NullMarked
package io.mirrorexperiment.metrics;

import org.jspecify.annotations.NullMarked;
