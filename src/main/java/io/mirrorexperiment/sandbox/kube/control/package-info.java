/** Brings stored objects to life: replica sets, pods, statuses, endpoints, events and garbage collection. */
@NullMarked
package io.mirrorexperiment.sandbox.kube.control;

import org.jspecify.annotations.NullMarked;
