/**
 * Renders the journal of a run for people and machines: the final report, the live view, plain lines, JSON, a page, JUnit XML, and
 * pictures of the evidence and of many runs' verdicts.
 */
@NullMarked
package io.mirrorexperiment.report;

import org.jspecify.annotations.NullMarked;
