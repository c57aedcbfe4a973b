package io.mirrorexperiment.run;

import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.manifest.ManifestText;
import java.io.IOException;
import java.util.List;

/** The route that an experiment was given. */
final class GivenRoute {
    private GivenRoute() {}

    /** Its objects; none where nothing was given. */
    static List<Manifest> of(Experiment experiment) {
        return experiment.mirror().given().map(GivenRoute::read).orElse(List.of());
    }

    private static List<Manifest> read(String text) {
        try {
            return ManifestText.read(text);
        } catch (IOException e) {
            throw new IllegalStateException("the route that this run was given cannot be read any more", e);
        }
    }
}
