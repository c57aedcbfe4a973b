/** Knative in the sandbox, seen from outside. */
@NullMarked
package io.mirrorexperiment.sandbox.knative;

import org.jspecify.annotations.NullMarked;
