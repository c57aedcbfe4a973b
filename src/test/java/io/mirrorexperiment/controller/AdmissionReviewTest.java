package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mirrorexperiment.manifest.ManifestText;
import io.mirrorexperiment.spec.Mistake;
import io.mirrorexperiment.spec.SpecFiles;
import io.mirrorexperiment.spec.SpecReader;
import io.mirrorexperiment.spec.SpecResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionReviewTest {
    private static final OwnKind SUBJECT = new OwnKind();

    static String example(String name) {
        try {
            return Files.readString(Path.of("resources", "examples", name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Map<String, Object> review(String operation, String object, String before) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("uid", "705ab4f5-6393-11e8-b7cc-42010a800002");
        request.put("kind", Map.of("group", "mirror-experiment.io", "version", "v1", "kind", "MirrorExperiment"));
        request.put("operation", operation);
        request.put("object", ManifestText.tree(object));
        request.put("oldObject", before.isEmpty() ? null : ManifestText.tree(before));
        return Map.of("apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview", "request", request);
    }

    private static Map<?, ?> response(String operation, String object, String before) {
        Map<String, Object> answer = AdmissionReview.answer(review(operation, object, before), SUBJECT);
        assertThat(answer).containsEntry("apiVersion", "admission.k8s.io/v1").containsEntry("kind", "AdmissionReview");
        return (Map<?, ?>) answer.get("response");
    }

    @Test
    void aSoundSpecPassesAndWhatWillDecideByDefaultIsSaid() {
        Map<?, ?> response = response("CREATE", example("direct.yaml"), "");

        assertThat(response.get("uid")).isEqualTo("705ab4f5-6393-11e8-b7cc-42010a800002");
        assertThat(response.get("allowed")).isEqualTo(true);
        List<String> warnings =
                ((List<?>) response.get("warnings")).stream().map(String::valueOf).toList();
        assertThat(warnings)
                .contains("by default spec.decision.rule: sequential (both errors are bounded at any number of looks)")
                .allSatisfy(warning -> assertThat(warning).hasSizeLessThan(256));
    }

    /** The words are those of the command line, where a text has lines. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "percent: 40|percent: 400",
                "version: v2|version: v1",
                "upperLimit: 0.01|upperLimit: 5",
                "interval: 10s|interval: ten",
                "service: reviews|servce: reviews",
                "via: istio|via: linkerd"
            })
    void everyMistakeIsNamedInTheWordsOfCheck(String edit) {
        String[] halves = edit.split("\\|", 2);
        String broken = example("reviews.yaml").replace(halves[0], halves[1]);
        SpecResult.Invalid checked = (SpecResult.Invalid) new SpecReader(SpecFiles.in(Path.of("resources/examples")))
                .read(broken.getBytes(StandardCharsets.UTF_8), List.of());

        Map<?, ?> response = response("CREATE", broken, "");

        List<String> said = checked.mistakes().stream()
                .map(each -> new Mistake(each.path(), 0, 0, each.message()).toString())
                .toList();
        assertThat(response.get("allowed")).isEqualTo(false);
        assertThat(((Map<?, ?>) response.get("status")).get("message")).isEqualTo(String.join("\n", said));
        assertThat(((Map<?, ?>) response.get("status")).get("code")).isEqualTo(422);
    }

    @Test
    void thereAreNoFilesInTheCluster() {
        Map<?, ?> response = response("CREATE", example("manifest.yaml"), "");

        assertThat(String.valueOf(((Map<?, ?>) response.get("status")).get("message")))
                .startsWith("spec.dark.manifest: can't be read: there are no files in the cluster");
    }

    /** Else nobody could remove a finalizer from an object that an older version of us took. */
    @Test
    void anObjectWhoseSpecStaysAsItIsPasses() {
        String broken = example("reviews.yaml").replace("percent: 40", "percent: 400");
        String labelled = broken + "\nstatus: {stage: Waiting}\n";

        assertThat(response("UPDATE", labelled, broken).get("allowed")).isEqualTo(true);
        assertThat(response("UPDATE", broken, example("reviews.yaml")).get("allowed"))
                .isEqualTo(false);
        assertThat(response("DELETE", "", broken).get("allowed")).isEqualTo(true);
    }

    @Test
    void othersObjectsAreNoneOfOurBusiness() {
        Map<String, Object> review = review("CREATE", example("reviews.yaml"), "");
        Map<String, Object> request = new LinkedHashMap<>();
        ((Map<?, ?>) review.get("request")).forEach((key, value) -> request.put(String.valueOf(key), value));
        request.put("kind", Map.of("group", "iter8.tools", "version", "v2alpha2", "kind", "Experiment"));
        Map<String, Object> other = new LinkedHashMap<>(review);
        other.put("request", request);

        Map<?, ?> response = (Map<?, ?>) AdmissionReview.answer(other, SUBJECT).get("response");

        assertThat(response.get("allowed")).isEqualTo(true);
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThat(response("CREATE", "", "").get("allowed")).isEqualTo(false);
        assertThat(response("CREATE", "{apiVersion: mirror-experiment.io/v1, kind: MirrorExperiment, metadata: {name: a}}", "")
                        .get("allowed"))
                .isEqualTo(false);
    }

    @Test
    void whatIsNoQuestionHasNoAnswer() {
        assertThatThrownBy(() -> AdmissionReview.answer(Map.of("kind", "AdmissionReview"), SUBJECT))
                .hasMessageContaining("admission.k8s.io/v1");
        assertThatThrownBy(() -> AdmissionReview.answer(
                        Map.of("apiVersion", "admission.k8s.io/v1", "kind", "AdmissionReview"), SUBJECT))
                .hasMessageContaining("no uid");
    }
}
