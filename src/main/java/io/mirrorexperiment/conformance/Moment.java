package io.mirrorexperiment.conformance;

/**
 * When a look is.
 *
 * @param looks at which there were requests, this one included
 * @param news whether there were requests since the look before
 * @param soaked whether the time before which nothing is promoted is over
 * @param last whether there will be no other look
 */
public record Moment(int looks, boolean news, boolean soaked, boolean last) {}
