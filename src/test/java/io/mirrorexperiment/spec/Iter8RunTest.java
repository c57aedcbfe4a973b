package io.mirrorexperiment.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.mirrorexperiment.experiment.Credential;
import io.mirrorexperiment.experiment.MetricQuery;
import io.mirrorexperiment.experiment.MetricsSystem;
import io.mirrorexperiment.experiment.Notification;
import io.mirrorexperiment.experiment.Occasion;
import io.mirrorexperiment.experiment.Receiver;
import io.mirrorexperiment.experiment.Verdict;
import io.mirrorexperiment.spec.iter8.Iter8Experiment.Duration;
import io.mirrorexperiment.spec.iter8.Iter8Metric;
import io.mirrorexperiment.spec.iter8.Iter8Spec;
import io.mirrorexperiment.spec.iter8.MetricName;
import io.mirrorexperiment.spec.iter8.StartAction;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which experiments of Iter8's a run can follow. */
class Iter8RunTest {
    /** A dark launch on Knative, as Iter8's tutorial on mirrored traffic has it. */
    private static final String TUTORIAL = """
            apiVersion: iter8.tools/v2alpha2
            kind: Experiment
            metadata:
              name: mirroring
            spec:
              target: default/sample-app
              strategy:
                testingPattern: Conformance
                actions:
                  start:
                  - task: knative/init-experiment
              criteria:
                objectives:
                - metric: iter8-knative/mean-latency
                  upperLimit: 50
                - metric: iter8-knative/error-rate
                  upperLimit: "0.01"
              duration:
                intervalSeconds: 10
                iterationsPerLoop: 10
              versionInfo:
                baseline:
                  name: current
                  variables:
                  - name: revision
                    value: sample-app-v2
            """;

    @Test
    void theTutorialsExperimentIsFollowed() {
        Iter8Spec spec = followed(TUTORIAL);

        assertThat(spec.version().name()).isEqualTo("current");
        assertThat(spec.version().values()).isEqualTo(Map.of("revision", "sample-app-v2"));
        assertThat(spec.start())
                .containsExactly(new StartAction.KnativeReady("default", "sample-app", "sample-app-v2"));
        assertThat(spec.experiment().duration()).isEqualTo(new Duration(10, 10, 1));
        assertThat(spec.experiment().criteria().objectives())
                .extracting(objective -> objective.metric().toString())
                .containsExactly("iter8-knative/mean-latency", "iter8-knative/error-rate");
    }

    @Test
    void metricsBesideItBelongToIt() {
        Iter8Spec spec = followed(TUTORIAL + """
                ---
                apiVersion: iter8.tools/v2alpha2
                kind: Metric
                metadata: {name: own}
                spec: {type: Counter}
                """);

        assertThat(spec.metrics()).extracting(Iter8Metric::name).containsExactly(MetricName.of("default/own"));
        assertThat(spec.find(MetricName.of("own")))
                .isEqualTo(spec.find(MetricName.of("default/own")))
                .isPresent();
        assertThat(spec.find(MetricName.of("shop/own"))).isEmpty();
    }

    @Test
    void readinessIsWaitedForAsItSays() {
        Iter8Spec spec = followed(with("- task: common/readiness\n        with: {initialDelaySeconds: 1, objRefs: "
                + "[{kind: deploy, name: a}, {kind: ksvc, name: b, namespace: c, waitFor: condition=Ready}]}"));

        assertThat(spec.start())
                .containsExactly(new StartAction.ObjectsReady(
                        1,
                        12,
                        5,
                        List.of(
                                new StartAction.Wanted("deploy", "default", "a", Optional.empty()),
                                new StartAction.Wanted("ksvc", "c", "b", Optional.of("condition=Ready")))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- task: common/bash              | is 'common/bash'; a run starts no commands",
                "- task: metrics/collect          | a run sends no requests of its own",
                "- task: common/promote-kubectl   | ask the gate for the promotion",
                "- task: common/http-request      | is 'common/http-request'; a run starts no commands",
                "- task: notification/github-workflow | is 'notification/github-workflow'; a run starts no commands",
                "- task: notification/http        | actions.start[0].with.URL: is missing; write the address that is told",
                "- {task: notification/slack, with: {channel: c}} | with.secret: is missing; name the Secret that holds the token",
                "- {task: notification/slack, with: {channel: c, secret: other/slack}} | with.secret: is in namespace other; a run reads Secrets of namespace default only",
                "- {task: notification/slack, with: {channel: c, secret: slack, chanel: d}} | with.chanel: unknown word 'chanel'",
                "- {task: notification/slack, if: CandidateWon(), with: {channel: c, secret: s}} | actions.start[0].if: unknown word",
                "- {task: notification/http, with: {url: 'http://a'}} | with.url: unknown word 'url'; did you mean URL?",
                "- {task: notification/http, with: {URL: 'https://hooks.slack.com/services/a'}} | with.URL: is itself a secret",
                "- {task: notification/http, with: {URL: 'http://a', authType: Basic, secret: s}} | with.authType: is Basic, which takes the user out of the Secret",
                "- {task: notification/http, with: {URL: 'http://a', authType: Bearer}} | with.secret: is missing; authType signs in with it",
                "- {task: notification/http, with: {URL: 'http://a', body: '@< .this.status.stage >@'}} | with.body: '.this.status.stage' has no value in a message; there are .name, .revision, .this.metadata.name",
                "- {task: notification/http, with: {URL: 'http://a', headers: [{name: X-Token, value: t}]}} | value: would be a secret in the open; write @< .secret.KEY >@",
                "- {task: notification/http, with: {URL: 'http://a', headers: [{name: X-Token, value: '@< .secret.t >@'}]}} | value: takes a key of a secret, and the task names none",
                "- run: 'kubectl get pods'        | actions.start[0].run: is a script; a run starts no commands",
                "- {task: common/readiness, if: WinnerFound()} | what is waited for is waited for always",
                "- {task: common/readiness, with: {retries: 3}} | with.retries: unknown word 'retries'",
                "- {task: common/readiness, with: {objRefs: [{kind: pod}]}} | objRefs[0].name: is missing",
                "- {task: common/readiness, with: {objRefs: [{kind: pod, name: a, waitFor: delete}]}} | waitFor: must be a condition",
            })
    void startActionsThatItDoesNotKnowAreRefusedByName(String task, String message) {
        assertThat(refused(with(task))).singleElement().asString().contains(message);
    }

    @Test
    void tasksThatTellOthersAreTakenOver() {
        Iter8Spec spec = followed(TUTORIAL.replace("  criteria:", """
                  finish:
                  - {task: notification/slack, if: WinnerFound(), with: {channel: C01, secret: default/slack-token}}
                  loop:
                  - task: notification/http
                    with:
                      URL: https://ci.example.com/hook
                      authType: Bearer
                      secret: ci
                      headers: [{name: X-Rev, value: "{{ .revision }}"}, {name: X-Key, value: "@< .secret.key >@"}]
                      body: '{"of": "@< .this.metadata.name >@", "cost": "$5"}'
              criteria:""".indent(2)));

        assertThat(spec.told())
                .containsExactlyInAnyOrder(
                        new Notification(
                                new Receiver.Slack(
                                        new Receiver.Bot(
                                                URI.create("https://slack.com/api"),
                                                new Credential.InSecret("slack-token", "token")),
                                        Optional.of("C01"),
                                        Optional.empty(),
                                        new Receiver.Iter8("default/sample-app", "current"),
                                        java.time.Duration.ofSeconds(10)),
                                Occasion.ENDS,
                                List.of(Verdict.CONFORMS)),
                        new Notification(
                                new Receiver.Webhook(
                                        new Receiver.Open(URI.create("https://ci.example.com/hook")),
                                        MetricQuery.Method.POST,
                                        Map.of("X-Rev", "sample-app-v2"),
                                        Map.of("X-Key", new Credential.InSecret("ci", "key")),
                                        new MetricsSystem.Auth.Bearer(new Credential.InSecret("ci", "token")),
                                        Optional.empty(),
                                        Optional.empty(),
                                        new Receiver.Given("{\"of\": \"mirroring\", \"cost\": \"$$5\"}"),
                                        java.time.Duration.ofSeconds(5)),
                                List.of(Occasion.JUDGED),
                                List.of(Verdict.values())));
    }

    /** Iter8 tells after each loop; a run judges once. */
    @Test
    void severalLoopsAreNotTold() {
        String loops = TUTORIAL.replace("  criteria:", """
                  loop:
                  - {task: notification/slack, with: {channel: C01, secret: slack-token}}
              criteria:""".indent(2)).replace("iterationsPerLoop: 10", "maxLoops: 2");

        assertThat(refused(loops)).singleElement().asString().contains("tells something after each loop");
    }

    @Test
    void laterActionsAreRefusedAndThoseThatIter8NeverRunsAreRemarked() {
        String finish = TUTORIAL.replace(
                "  criteria:",
                "      finish: [{task: common/exec}]\n      rollback: [{task: common/exec}]\n  criteria:");

        assertThat(refused(finish))
                .singleElement()
                .asString()
                .contains("spec.strategy.actions.finish[0].task: is 'common/exec'");
        assertThat(remarks(finish.replace("      finish: [{task: common/exec}]\n", "")))
                .contains("spec.strategy.actions.rollback: Iter8 never runs it, and nor does a run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "testingPattern: Conformance | testingPattern: Canary | testingPattern: is Canary, which shifts live traffic",
                "target: default/sample-app | target: sample-app | needs a target that names a Knative Service",
                "name: revision | name: version | needs a variable revision of the baseline",
                "upperLimit: 50 | rollback_on_failure: true | objectives[0]: has no limit",
            })
    void whatARunCantFollowIsRefusedWithAReason(String old, String changed, String message) {
        assertThat(refused(TUTORIAL.replace(old, changed))).asString().contains(message);
    }

    @Test
    void limitsThatNoValueSatisfiesAreRefused() {
        assertThat(refused(TUTORIAL.replace("upperLimit: 50", "upperLimit: 50\n      lowerLimit: 60")))
                .singleElement()
                .asString()
                .contains("objectives[0]: has a lowerLimit over its upperLimit");
    }

    @Test
    void aVersionIsNeeded() {
        assertThat(refused(TUTORIAL.substring(0, TUTORIAL.indexOf("  versionInfo:"))))
                .anySatisfy(mistake -> assertThat(mistake.toString())
                        .contains("spec.versionInfo: is missing; name the dark version as its baseline"));
    }

    @Test
    void whatIter8WouldPassWithoutEvidenceIsRemarked() {
        String nothing = TUTORIAL.substring(0, TUTORIAL.indexOf("  criteria:"))
                + TUTORIAL.substring(TUTORIAL.indexOf("  duration:"));

        assertThat(remarks(nothing))
                .contains(
                        "spec.criteria.objectives: there are none, so nothing can be shown and the verdict is inconclusive; Iter8"
                                + " finds a winner without any evidence");
        assertThat(remarks(TUTORIAL.replace("metric: iter8-knative/mean-latency", "metric: mean-latency")))
                .anyMatch(remark -> remark.contains("mean-latency is taken for default/mean-latency"));
    }

    @Test
    void oneExperimentIsFollowedAtATime() {
        assertThat(refused(TUTORIAL + "---\n" + TUTORIAL))
                .singleElement()
                .asString()
                .contains("a second experiment begins here");
        assertThat(refused("kind: Service\nmetadata: {name: a}\n"))
                .singleElement()
                .asString()
                .contains("there is no Experiment");
    }

    @Test
    void twinsOfAMetricAreRefused() {
        String metric = "---\napiVersion: iter8.tools/v2alpha2\nkind: Metric\nmetadata: {name: own}\n";

        assertThat(refused(TUTORIAL + metric + metric))
                .singleElement()
                .asString()
                .contains("defines default/own once more");
    }

    private static String with(String task) {
        return TUTORIAL.replace("- task: knative/init-experiment", task);
    }

    private static Iter8Spec followed(String text) {
        assertThat(read(text)).isInstanceOf(Iter8Result.Valid.class);
        return ((Iter8Result.Valid<Iter8Spec>) read(text)).value();
    }

    private static List<String> remarks(String text) {
        assertThat(read(text)).isInstanceOf(Iter8Result.Valid.class);
        return ((Iter8Result.Valid<Iter8Spec>) read(text)).remarks();
    }

    private static List<Mistake> refused(String text) {
        assertThat(read(text)).isInstanceOf(Iter8Result.Invalid.class);
        return ((Iter8Result.Invalid<Iter8Spec>) read(text)).mistakes();
    }

    private static Iter8Result<Iter8Spec> read(String text) {
        return new Iter8Reader("default").spec(text.getBytes(StandardCharsets.UTF_8));
    }
}
