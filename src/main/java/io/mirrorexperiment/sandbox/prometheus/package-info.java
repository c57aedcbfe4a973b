/**
 * A metrics server that scrapes text expositions and answers Prometheus' HTTP API, refusing in Prometheus' error format
 * what it does not know.
 */
@NullMarked
package io.mirrorexperiment.sandbox.prometheus;

import org.jspecify.annotations.NullMarked;
