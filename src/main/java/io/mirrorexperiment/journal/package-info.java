/** The entries of a run, their versioned JSON, and the stores that keep them. */
@NullMarked
package io.mirrorexperiment.journal;

import org.jspecify.annotations.NullMarked;
