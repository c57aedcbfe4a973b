/** What connections to far ends are made of. */
@NullMarked
package io.mirrorexperiment.net;

import org.jspecify.annotations.NullMarked;
