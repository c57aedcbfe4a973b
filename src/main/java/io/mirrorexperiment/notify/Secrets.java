package io.mirrorexperiment.notify;

import io.mirrorexperiment.experiment.Credential;
import java.io.IOException;

/** Finds secrets; asked anew at each attempt, so that a rotated secret is used. May block. */
@FunctionalInterface
public interface Secrets {
    /**
     * The secret's text.
     *
     * @throws IOException if it cannot be had; the message names the place and never the content
     */
    String read(Credential credential) throws IOException;
}
