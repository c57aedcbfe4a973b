/** The words of a mesh's traffic: who calls whom through which service, as either side counts it, and which of it are copies. */
@NullMarked
package io.mirrorexperiment.graph;

import org.jspecify.annotations.NullMarked;
