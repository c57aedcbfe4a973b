/** Tests against real parts: Kubernetes, Istio, Envoy and Prometheus, as src/testbed starts them; run by -Preal only. */
@NullMarked
package io.mirrorexperiment.real;

import org.jspecify.annotations.NullMarked;
