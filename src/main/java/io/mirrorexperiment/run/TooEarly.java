package io.mirrorexperiment.run;

import java.io.Serial;

/** Puts a draft off: a metrics system that does not remember has not been asked for long enough yet. */
final class TooEarly extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String because;

    TooEarly(String because) {
        super(because, null, false, false);
        this.because = because;
    }

    /** A sentence; never null. */
    String because() {
        return because;
    }
}
