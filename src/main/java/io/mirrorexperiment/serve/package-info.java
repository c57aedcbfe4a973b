/** What this process shows over HTTP, on its own machine: the report of a run, made anew for whoever asks. */
@NullMarked
package io.mirrorexperiment.serve;

import org.jspecify.annotations.NullMarked;
