/** The command line: commands, exit codes, signals, and the demo. */
@NullMarked
package io.mirrorexperiment.cli;

import org.jspecify.annotations.NullMarked;
