package io.mirrorexperiment.traffic;

import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.real.Bed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Of what we make of generated routes Istio's webhook and analyzer say nothing that they did not say before us. */
class GeneratedRoutesRealTest {
    /** What a user has, and what is asked. */
    record Found(Course course, List<Manifest> objects) {}

    private final Path folder;

    GeneratedRoutesRealTest() throws IOException {
        folder = Files.createTempDirectory("routes");
        folder.toFile().deleteOnExit();
    }

    @Provide
    Arbitrary<List<Found>> manyFound() {
        return found().list().ofSize(25);
    }

    @Provide
    Arbitrary<Found> found() {
        return Combinators.combine(Routes.courses(), Routes.objects())
                .as(Found::new)
                .filter(found -> new IstioMirror().survey(found.course(), Optional.empty(), found.objects())
                        instanceof Survey.Possible);
    }

    @Property(tries = 1, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void theWebhookTakesEveryObject(@ForAll("manyFound") List<Found> many) throws IOException {
        List<RouteStates> cases = new ArrayList<>();
        for (Found found : many) {
            cases.addAll(RouteStates.generated("generated-" + cases.size(), found.course(), found.objects()));
        }
        new IstioOpinion(Bed.up().with("api"), folder).nothingNewIsDenied(cases, 150);
    }

    @Property(tries = 5, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void theAnalyzerSaysNothingNew(@ForAll("found") Found found) throws IOException {
        IstioOpinion opinion = new IstioOpinion(Bed.up().with("api"), folder);
        for (RouteStates one : RouteStates.generated("generated", found.course(), found.objects())) {
            opinion.nothingNewIsSaid(one);
        }
    }
}
