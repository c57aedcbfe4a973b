/** A Kubernetes API server in memory that fabric8's client and kubectl cannot tell from a real one. */
@NullMarked
package io.mirrorexperiment.sandbox.kube;

import org.jspecify.annotations.NullMarked;
