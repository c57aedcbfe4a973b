/** The words of Iter8's objects, as records that hold what a text of theirs says. */
@NullMarked
package io.mirrorexperiment.spec.iter8;

import org.jspecify.annotations.NullMarked;
