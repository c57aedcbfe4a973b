/** Decides the next move of a run from its journal and the time, performs it, and appends what happened. */
@NullMarked
package io.mirrorexperiment.run;

import org.jspecify.annotations.NullMarked;
