package io.mirrorexperiment.metrics;

import io.mirrorexperiment.experiment.Credential;
import java.io.IOException;

/** Finds secrets; asked anew at each look, so that a rotated secret is used. */
@FunctionalInterface
public interface Secrets {
    /**
     * The secret's text.
     *
     * @throws IOException if it cannot be had; the message names the place and never the content
     */
    String read(Credential credential) throws IOException;
}
