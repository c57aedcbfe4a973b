package io.mirrorexperiment.controller;

import java.time.Instant;

/** What tests with a clock of their own do to a controller. */
public final class Hands {
    private Hands() {}

    /** When its next turn is due. */
    public static Instant next(Controller controller) {
        return controller.next();
    }

    /** The clock was moved. */
    public static void look(Controller controller) {
        controller.look();
    }
}
