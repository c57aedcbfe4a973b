/** The words everyone speaks: experiment, objectives, readings, assessments, verdicts and outcomes. */
@NullMarked
package io.mirrorexperiment.experiment;

import org.jspecify.annotations.NullMarked;
