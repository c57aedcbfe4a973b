/** Reads a text or step parameters into an experiment, or into every mistake at once. */
@NullMarked
package io.mirrorexperiment.spec;

import org.jspecify.annotations.NullMarked;
