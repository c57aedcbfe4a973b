package io.mirrorexperiment.controller;

import java.util.List;

/** The kinds of objects that ask for runs. */
public final class Subjects {
    private Subjects() {}

    /** All of them; a cluster may have any. */
    public static List<Subject> all() {
        return List.of(new OwnKind(), new Iter8Experiments(), new CustomRuns());
    }
}
