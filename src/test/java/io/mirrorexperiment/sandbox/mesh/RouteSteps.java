package io.mirrorexperiment.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mirrorexperiment.manifest.Change;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.traffic.Course;
import io.mirrorexperiment.traffic.Step;
import io.mirrorexperiment.traffic.TrafficMirror;
import io.mirrorexperiment.traffic.TrafficMirrors;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes the steps of room traffic on the test bed's routes of reviews, each until the proxies obey. */
final class RouteSteps {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TrafficMirror ISTIO =
            Objects.requireNonNull(TrafficMirrors.all().get("istio"));

    private final IstioSubject mesh;
    private long generation;

    RouteSteps(IstioSubject mesh) {
        this.mesh = mesh;
    }

    /** A step of {@link TrafficMirror}. */
    interface Taken {
        Step take(TrafficMirror mirror, Course course, List<Manifest> objects);
    }

    /** A course after all earlier ones. */
    Course course(double percent) {
        generation++;
        return new Course(
                mesh.namespace(),
                "reviews",
                Map.of("version", "v1"),
                Map.of("version", "v2"),
                percent,
                List.of("*"),
                generation,
                mesh.namespace() + ".reviews-v2." + generation);
    }

    void take(Course course, Taken step) {
        Step taken = step.take(ISTIO, course, objects());
        assertThat(taken).isInstanceOf(Step.Changes.class);
        for (Change change : ((Step.Changes) taken).changes()) {
            make(change);
        }
    }

    private void make(Change change) {
        if (change instanceof Change.Delete delete) {
            mesh.remove(delete.address().kind().kind(), delete.address().name());
        } else if (change instanceof Change.Create create) {
            mesh.replace(text(create.manifest()));
        } else if (change instanceof Change.Update update) {
            mesh.replace(text(update.after()));
        }
    }

    /** Every VirtualService and DestinationRule of the namespace but the test's own marker. */
    List<Manifest> objects() {
        try {
            Map<String, List<Map<String, Object>>> list = JSON.readValue(
                    mesh.kubectl(
                            "get",
                            "virtualservices.networking.istio.io,destinationrules.networking.istio.io",
                            "--field-selector=metadata.name!=marker",
                            "-o",
                            "jsonpath={\"{\\\"items\\\":\"}{.items}{\"}\"}"),
                    new TypeReference<>() {});
            return list.getOrDefault("items", List.of()).stream()
                    .<Manifest>map(Manifest::of)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Manifest manifest) {
        try {
            return JSON.writeValueAsString(manifest.tree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
