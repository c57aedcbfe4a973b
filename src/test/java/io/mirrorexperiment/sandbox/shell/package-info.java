/** Scripts of load generators, without a cluster. */
@NullMarked
package io.mirrorexperiment.sandbox.shell;

import org.jspecify.annotations.NullMarked;
