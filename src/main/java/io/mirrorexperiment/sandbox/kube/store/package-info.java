/** Keeps Kubernetes objects as an API server keeps them: versions, conflicts, patches, finalizers, validity. */
@NullMarked
package io.mirrorexperiment.sandbox.kube.store;

import org.jspecify.annotations.NullMarked;
