/** How many runs one process bears: many runs on real time against a far end in a process of its own. */
@NullMarked
package io.mirrorexperiment.bench.scale;

import org.jspecify.annotations.NullMarked;
