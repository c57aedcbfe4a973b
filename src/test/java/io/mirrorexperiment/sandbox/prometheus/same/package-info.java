/** The same scrapes and the same questions, once to the sandbox's metrics server and once to a real Prometheus. */
@NullMarked
package io.mirrorexperiment.sandbox.prometheus.same;

import org.jspecify.annotations.NullMarked;
