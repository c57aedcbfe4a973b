package io.mirrorexperiment.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Assessment;
import io.mirrorexperiment.experiment.Experiment;
import io.mirrorexperiment.experiment.Promotion;
import io.mirrorexperiment.manifest.Manifest;
import io.mirrorexperiment.sandbox.SampleApp;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Iter8ExperimentsTest extends SubjectContract {
    private static final String ERRORS = """
            apiVersion: iter8.tools/v2alpha2
            kind: Metric
            metadata: {name: %s, namespace: %s}
            spec:
              type: Gauge
              provider: prometheus
              jqExpression: ".data.result[0].value[1] | tonumber"
              params:
              - name: query
                value: %s
              urlTemplate: %s/api/v1/query
            """;

    @Override
    Subject subject() {
        return new Iter8Experiments();
    }

    @Override
    Manifest object() {
        return Applied.text(SampleApp.experiment());
    }

    @Override
    Manifest wrong() {
        return Applied.text(SampleApp.experiment()
                .replace("testingPattern: Conformance", "testingPattern: Canary")
                .replace("iterationsPerLoop: 10", "iterationsPerLoop: none"));
    }

    @Test
    void theTargetIsTheTextThatIter8TakesForOne() {
        Asked.Run run = (Asked.Run) subject().asked(object(), beside());

        assertThat(run.target()).isEqualTo("default/sample-app");
        assertThat(run.experiment().adopted()).isTrue();
        assertThat(run.experiment().promotion().mode()).isEqualTo(Promotion.Mode.NONE);
    }

    @Test
    void theOneThatWasSeenFirstIsFirst() {
        Manifest seen = object().with(Map.of("initTime", "2026-11-22T09:00:00Z"), "status");

        assertThat(subject().since(seen)).isEqualTo(Instant.parse("2026-11-22T09:00:00Z"));
    }

    @Test
    void anAnnotationSetsFieldsOnTopAndAsksForThePromotion() {
        Experiment experiment = set("spec.promotion=auto\n\n  spec.metrics.prometheus.url=http://prom:9090\n");

        assertThat(experiment.promotion().mode()).isEqualTo(Promotion.Mode.AUTO);
        assertThat(experiment.metrics().url()).isEqualTo(URI.create("http://prom:9090"));
    }

    private Experiment set(String lines) {
        return ((Asked.Run) subject().asked(object().withAnnotation(Iter8Asking.SET, lines), beside())).experiment();
    }

    @Test
    void anAnnotationChangesNeitherNameNorObjectives() {
        Manifest object = object().withAnnotation(
                Iter8Asking.SET, "metadata.name=other\nspec.objectives[0].upperLimit=9\nspec.promtion=auto");

        assertThat(mistakes(object, beside()))
                .anyMatch(words -> words.contains("sets metadata.name; only fields of spec"))
                .anyMatch(words -> words.contains("sets spec.objectives[0].upperLimit"))
                .anyMatch(words -> words.contains("promtion"));
    }

    @Test
    void aCataloguesMetricInTheClusterTellsWhichPrometheusThereIs() {
        String query = "(sum(increase(revision_app_request_latencies_count{response_code_class!='2xx',"
                + "revision_name='$name'}[${elapsedTime}s])) or on() vector(0))";
        Manifest metric =
                Applied.text(ERRORS.formatted("error-rate", "iter8-knative", "\"" + query + "\"", "http://prom:9090"));
        Manifest there = metric.with("iter8-knative", "metadata", "namespace");

        Experiment experiment =
                ((Asked.Run) subject().asked(object(), Applied.beside(there))).experiment();

        assertThat(experiment.metrics().url()).isEqualTo(URI.create("http://prom:9090"));
    }

    @Test
    void aMetricOfOnesOwnIsFoundBesideAndItsAbsenceHasIter8sReason() {
        Manifest object = Applied.text(SampleApp.experiment().replace("iter8-knative/error-rate", "mine"));
        Manifest metric = Applied.text(ERRORS.formatted("mine", "default", "up", "http://other:9090"));

        Asked.Run run = (Asked.Run) subject().asked(object, Applied.beside(metric));
        Asked.Wrong missing = (Asked.Wrong) subject().asked(object, beside());

        assertThat(run.experiment().queries().orElseThrow().find("default/mine")).isPresent();
        assertThat(conditions(object, new Stand.Refused(missing.mistakes())))
                .anySatisfy(failed -> assertThat(failed)
                        .containsEntry("type", "Failed")
                        .containsEntry("status", "True")
                        .containsEntry("reason", "MetricUnavailable"));
    }

    @Test
    void aMetricThatCannotBeReadIsToldByItsName() {
        Manifest object = Applied.text(SampleApp.experiment().replace("iter8-knative/error-rate", "mine"));
        Manifest metric = Applied.text(ERRORS.formatted("mine", "default", "up", "http://other:9090"))
                .with("Meter", "spec", "type");

        assertThat(mistakes(object, Applied.beside(metric)))
                .anyMatch(words -> words.startsWith("Metric default/mine: spec.type"));
    }

    @Test
    void aTargetInAnotherNamespaceIsRefused() {
        Manifest object = Applied.text(SampleApp.experiment().replace("default/sample-app", "shop/sample-app"));

        assertThat(mistakes(object, beside()))
                .anyMatch(words -> words.startsWith("spec.target: is in another namespace than the experiment"));
    }

    private List<String> mistakes(Manifest object, Beside beside) {
        return ((Asked.Wrong) subject().asked(object, beside))
                .mistakes().stream().map(Object::toString).toList();
    }

    private List<Map<String, Object>> conditions(Manifest object, Stand stand) {
        Map<String, Object> status = subject().status(object, stand, Told.CAME);
        return object.with(status, "status").maps("status", "conditions");
    }

    @Test
    void anExperimentThatBecameAnotherOneHasTheCourseOfTheOldRunOnly() {
        Told old = Told.of(experiment(), 1).flowing().looks(2, Assessment.Standing.MET);
        Manifest other = Applied.text(SampleApp.experiment()
                .replaceAll("(?s)    - metric: iter8-knative/error-rate.*?\"0.01\"\n", ""));

        Map<String, Object> status =
                subject().status(other, new Stand.Running(old.journal(), "", Optional.of("too late")), Told.CAME);

        assertThat(status).containsEntry("completedIterations", 2).doesNotContainKeys("analysis", "metrics");
        assertThat(status.get("message")).isEqualTo("IterationUpdate: Completed Iteration 2; too late");
    }
}
