/** Renders the journal of a run for people and machines: the final report, the live view, plain lines, JSON, and a picture of the evidence. */
@NullMarked
package io.mirrorexperiment.report;

import org.jspecify.annotations.NullMarked;
