/** An immutable Kubernetes object, its address, and the changes that can be made of it. */
@NullMarked
package io.mirrorexperiment.manifest;

import org.jspecify.annotations.NullMarked;
