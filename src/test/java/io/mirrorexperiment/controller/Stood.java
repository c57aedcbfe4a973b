package io.mirrorexperiment.controller;

import io.mirrorexperiment.manifest.Manifest;

/**
 * An object and where it stands.
 *
 * @param object with its status of before
 */
record Stood(Subject subject, Manifest object, Stand stand) {
    /** With the status that it gets. */
    Manifest told() {
        return object.with(subject.status(object, stand, Told.CAME.plusSeconds(900)), "status");
    }
}
