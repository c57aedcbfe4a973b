package io.mirrorexperiment.bench;

import java.util.SplittableRandom;

/** A rule that decides about an error rate of at most 1 %. */
interface GateRule {
    /** The limit of all of them. */
    double LIMIT = .01;

    /** As the table names it. */
    String words();

    /** Judges a version that fails a share of its requests. */
    Ending judge(Course course, double share, SplittableRandom chance);
}
