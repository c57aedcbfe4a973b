/** Turns readings into increments, increments into assessments, and assessments into a judgement; pure. */
@NullMarked
package io.mirrorexperiment.conformance;

import org.jspecify.annotations.NullMarked;
