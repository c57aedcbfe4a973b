/** Speaks HTTP/1.1 and WebSocket on a loopback socket, nothing else. */
@NullMarked
package io.mirrorexperiment.sandbox.kube.wire;

import org.jspecify.annotations.NullMarked;
