/** The only place that reads, edits, creates, deletes and claims Kubernetes objects. */
@NullMarked
package io.mirrorexperiment.cluster;

import org.jspecify.annotations.NullMarked;
