/** A small shell with sleep, echo, curl and fortio: as much as the command lines of load generators need. */
@NullMarked
package io.mirrorexperiment.sandbox.shell;

import org.jspecify.annotations.NullMarked;
