package io.mirrorexperiment.notify;

/** A message can't be sent as it is; trying again helps only where somebody mends what is said here. */
final class UnsendableException extends Exception {
    private static final long serialVersionUID = 1;

    UnsendableException(String because) {
        super(because, null, false, false);
    }

    String because() {
        return String.valueOf(getMessage());
    }
}
