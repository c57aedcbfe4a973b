/** What this process shows over HTTP: on its own machine the report of a run; in a cluster its metrics and its health. */
@NullMarked
package io.mirrorexperiment.serve;

import org.jspecify.annotations.NullMarked;
