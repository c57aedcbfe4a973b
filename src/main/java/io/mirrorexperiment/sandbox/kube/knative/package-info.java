/** Knative Serving's controllers and Istio's part in them: services, configurations, revisions, routes and their scale. */
@NullMarked
package io.mirrorexperiment.sandbox.kube.knative;

import org.jspecify.annotations.NullMarked;
