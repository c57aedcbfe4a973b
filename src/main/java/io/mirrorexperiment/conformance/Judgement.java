package io.mirrorexperiment.conformance;

import io.mirrorexperiment.experiment.Cause;
import io.mirrorexperiment.experiment.Verdict;

/**
 * What a rule makes of the assessments of one look.
 *
 * @param verdict {@link Verdict#UNDECIDED} while it goes on
 * @param cause why; while it goes on, why it has not ended
 * @param because the cause in a sentence
 */
public record Judgement(Verdict verdict, Cause cause, String because) {}
